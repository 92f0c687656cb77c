/** What the usage helpers need of a request besides its gate: made once a request, by the dispatcher. */
import { isHsxError } from '../../kernel/hsx-error.js';
import type { AccountKey, CustomerId } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import type { Gated } from '../gate.js';
import { BillingUnavailable } from '../payment-errors.js';
import type { UsageLedger } from '../ports/usage-ledger.js';
import type { UsageAnchor } from './usage-anchor.js';

/** Where a context keeps its desk. */
export const USAGE: unique symbol = Symbol.for('hs-x.usage');

/** One portal's usage, as a request sees it. */
export interface UsageDesk {
  readonly key: AccountKey;
  readonly ledger: UsageLedger;
  /** What the portal's months are counted from. */
  readonly anchors: readonly UsageAnchor[];
  /** What the provider counts its periods from. */
  readonly billingAnchorAt: Instant;
  /** The provider's customer that usage is billed to; null while the portal has none. */
  readonly customerId: CustomerId | null;
  /** Who is written to at thresholds; null: nobody is. */
  readonly mailTo: string | null;
  /** How many of a gauge's things run now; null where only the author can say. */
  countGauge(limit: string): Promise<number | null>;
}

/** A context the usage helpers accept: any `ctx`. */
export interface Limited extends Gated {
  /** Opens the desk; the same one each time. */
  readonly [USAGE]: () => UsageDesk;
}

/** Carries out what the store does. A store that fails is BILLING_UNAVAILABLE: nobody can say what is used. */
export async function withLedger<T>(
  desk: Pick<UsageDesk, 'ledger'>,
  work: (ledger: UsageLedger) => Promise<T>,
): Promise<T> {
  try {
    return await work(desk.ledger);
  } catch (error) {
    if (!isHsxError(error, 'STORE_UNAVAILABLE')) throw error;
    throw new BillingUnavailable('usage cannot be counted.', error);
  }
}
