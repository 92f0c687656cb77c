/** What the usage suites count and give back, with what does not matter filled in. */
import type { Outbox } from '../billing/ports/outbox.js';
import type { UsageCount, UsageCounter, UsageLedger, UsageRefund } from '../billing/ports/usage-ledger.js';
import { DAY_MS, HOUR_MS } from '../kernel/instant.js';
import { ACCOUNT_KEY } from './build-account.js';
import { STORE_NOW } from './store-wishes.js';

/** The stores a usage ledger shares its database with: a count writes to both. */
export interface UsageStores {
  readonly usage: UsageLedger;
  readonly outbox: Outbox;
}

/** One promise of the ledger. */
export interface UsageRule {
  readonly title: string;
  readonly run: (stores: UsageStores) => Promise<void>;
}

/** The window of most counts. */
export const USAGE_WINDOW = { startsAt: STORE_NOW - DAY_MS, endsAt: STORE_NOW + 29 * DAY_MS };
/** A slice of {@link USAGE_WINDOW}. */
export const USAGE_SLICE = { customerId: 'cus_1', startsAt: STORE_NOW, endsAt: STORE_NOW + HOUR_MS };
/** The counter of most counts. */
export const COUNTER: UsageCounter = { key: ACCOUNT_KEY, limit: 'records_per_month', window: USAGE_WINDOW };

/** So many records of ten. */
export function countOf(amount: number, more: Partial<UsageCount> = {}): UsageCount {
  return {
    ...COUNTER,
    amount,
    allowed: 10,
    once: null,
    meter: null,
    tellings: [],
    now: STORE_NOW,
    ...more,
  };
}

/** A count with a key. */
export function keyed(key: string): Partial<UsageCount> {
  return { once: { key, keptUntil: USAGE_WINDOW.endsAt } };
}

/** So many records back. */
export function refundOf(amount: number, more: Partial<UsageRefund> = {}): UsageRefund {
  return { ...COUNTER, amount, once: null, slice: null, customerId: null, ...more };
}

/** How it ended. */
export async function kindOf(result: Promise<{ readonly kind: string }>): Promise<string> {
  return (await result).kind;
}
