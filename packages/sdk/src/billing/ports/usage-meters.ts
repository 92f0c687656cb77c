import type { CustomerId } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';

/** The provider's meters, by their event names. Methods throw PROVIDER_UNAVAILABLE, or PROVIDER_REFUSED when a person must act first. */
export interface UsageMeters {
  /** Reports usage. An identifier that the provider knows already, for a day at least, is the same report again and changes nothing. */
  report(usage: MeteredUsage): Promise<void>;
  /** What the provider has counted for a customer between two whole minutes, the later one excluded. It may lag by minutes. */
  total(wish: MeterTotalWish): Promise<number>;
}

/** One report: so much at an instant. */
export interface MeteredUsage {
  readonly identifier: string;
  readonly eventName: string;
  readonly customerId: CustomerId;
  /** A whole number; below zero when more was given back than used. */
  readonly amount: number;
  /** A whole second. */
  readonly at: Instant;
}

/** Which usage. */
export interface MeterTotalWish {
  readonly eventName: string;
  readonly customerId: CustomerId;
  readonly fromAt: Instant;
  readonly toAt: Instant;
}
