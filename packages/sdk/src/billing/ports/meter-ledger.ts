import type { AccountKey, CustomerId, PortalId } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import type { Scope } from './scope.js';
import type { MeterSlice } from './usage-ledger.js';

/** A closed slice: what it holds is final. */
export interface SealedSlice {
  readonly key: AccountKey;
  readonly limit: string;
  readonly slice: MeterSlice;
  readonly amount: number;
  readonly attempts: number;
  /** When its report was first tried; the claim notes it before anybody tries. */
  readonly firstSentAt: Instant;
}

/** How a report ended. `held`: a person must look; nobody tries again. */
export type ReportResult =
  | { readonly kind: 'reported' }
  | { readonly kind: 'failed'; readonly reason: string; readonly retryAt: Instant }
  | { readonly kind: 'held'; readonly reason: string };

/** What a customer was reported of a limit. */
export interface ReportedTotal {
  readonly customerId: CustomerId;
  readonly limit: string;
  /** Whose usage it was; one of them, when the subscription moved from one portal to another. */
  readonly portalId: PortalId;
  readonly amount: number;
  /** Slices among them that are not reported, or not known to be; while there are any, `amount` compares with nothing. */
  readonly unreported: number;
}

/** Where a listing of totals goes on: after this one. */
export type TotalCursor = Pick<ReportedTotal, 'customerId' | 'limit'>;

/** Keeps metered usage from its hour to its report, once each. Methods throw STORE_UNAVAILABLE. */
export interface MeterLedger {
  /** Closes the slices that ended before the instant: nothing is added to them any more. Those that come to nothing are done with. */
  seal(scope: Scope, endedBefore: Instant): Promise<void>;
  /** Takes closed slices whose time has come, oldest first; the claim lapses after its lease. */
  claim(
    scope: Scope,
    wish: { now: Instant; limit: number; leaseMs: number },
  ): Promise<readonly SealedSlice[]>;
  /** Notes how a report ended. */
  settle(slice: SealedSlice, result: ReportResult): Promise<void>;
  /** Totals of the slices that began from one instant until another, by customer and limit, in that order. */
  totals(
    scope: Scope,
    wish: { fromAt: Instant; toAt: Instant; after: TotalCursor | null; limit: number },
  ): Promise<readonly ReportedTotal[]>;
}
