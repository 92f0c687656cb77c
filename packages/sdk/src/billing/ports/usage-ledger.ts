import type { AccountKey, CustomerId } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import type { Effect } from '../decision.js';
import type { UsageWindow } from '../limits/usage-window.js';
import type { Scope } from './scope.js';

/** The counter of one limit of one portal in one window. */
export interface UsageCounter {
  readonly key: AccountKey;
  readonly limit: string;
  readonly window: UsageWindow;
}

/** Where metered usage is written besides the counter: an hour, and the customer it is billed to. */
export interface MeterSlice extends UsageWindow {
  readonly customerId: CustomerId;
}

/** An effect that is told with the count that takes a counter to a mark. */
export interface UsageTelling {
  /** The effect is told when the counter stands here or above. */
  readonly from: number;
  /** Its field `used` (in the event or the data) is filled with the count reached. */
  readonly effect: Extract<Effect, { kind: 'sendEmail' | 'runTrigger' }>;
  /** The key of an effect that has said more than this one; once it is told, this one is not. */
  readonly unlessTold: string | null;
}

/** So much more of a limit. */
export interface UsageCount extends UsageCounter {
  readonly amount: number;
  /** What the counter may reach; -1: anything. */
  readonly allowed: number;
  /** A key that counts once, and until when it is known; null: the count is told from no other. */
  readonly once: { readonly key: string; readonly keptUntil: Instant } | null;
  /** Null: nobody is billed by usage for this. */
  readonly meter: MeterSlice | null;
  /** What is told with this count when it takes the counter there, in order. */
  readonly tellings: readonly UsageTelling[];
  readonly now: Instant;
}

/**
 * How a count ended; only `counted` has written anything. `repeated`: the key has counted this amount before. `sealed`: the slice is closed for
 * its report already; the next one is open.
 */
export type UsageCounted =
  | { readonly kind: 'counted' }
  | { readonly kind: 'repeated'; readonly amount: number }
  | { readonly kind: 'exceeded'; readonly used: number }
  | { readonly kind: 'sealed' };

/** So much less of a limit, in the present window, or with a key where that key counted. */
export interface UsageRefund extends UsageCounter {
  readonly amount: number;
  /** The key of the count that is given back; null: the present window's. */
  readonly once: string | null;
  /** The hour a metered refund is written to; null: the limit is not metered. */
  readonly slice: UsageWindow | null;
  /** Who would be billed now; counts where no key says who was. */
  readonly customerId: CustomerId | null;
}

/**
 * How a refund ended; only `refunded` has written anything. `nothing`: there was nothing to give back, or the key was refunded this amount before.
 * `refused`: the key counted less, or was refunded another amount.
 */
export type UsageRefunded =
  | { readonly kind: 'refunded' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'refused'; readonly counted: number; readonly refunded: number }
  | { readonly kind: 'sealed' };

/** Counts what portals use, exactly. Methods throw STORE_UNAVAILABLE, and then have written nothing that a second try with the same key would double. */
export interface UsageLedger {
  /** Adds to the counter when all of it fits, in one atomic write with key, slice and tellings. */
  consume(count: UsageCount): Promise<UsageCounted>;
  /** Takes off the counter, never below zero. One refund a key; a key given back in full is forgotten and may count again. */
  refund(refund: UsageRefund): Promise<UsageRefunded>;
  /** What the counter stands at; 0 when nothing was counted. */
  used(counter: UsageCounter): Promise<number>;
  /** Forgets keys that are no longer known, and counters and reported slices that ended before the instant. */
  forget(scope: Scope, wish: { now: Instant; endedBefore: Instant }): Promise<void>;
}
