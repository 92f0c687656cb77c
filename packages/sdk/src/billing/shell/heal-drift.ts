import { isHsxError } from '../../kernel/hsx-error.js';
import { MINUTE_MS } from '../../kernel/instant.js';
import type { Account } from '../account.js';
import type { BillingEngine } from '../billing-engine.js';
import type { DriftCause } from '../reconcile/compare-listed.js';
import type { Outcome } from '../reconcile/coverage.js';
import { isSameSubscription } from '../reconcile/is-same-subscription.js';
import { observe } from './observe.js';
import { recordDrift } from './record-drift.js';

/** An account that could not be observed is left to the ticker after this time. */
const TICKER_TRIES_AFTER_MS = 10 * MINUTE_MS;

/** Observes an account that differs and tells whether the difference was ours. Throws STORE_UNAVAILABLE. */
export async function healDrift(
  engine: BillingEngine,
  { before, cause }: { readonly before: Account; readonly cause: DriftCause },
): Promise<Outcome> {
  const { key } = before;
  try {
    const after = await observe(engine, key);
    if (isSameBelief(before, after)) return { kind: 'matched' };
  } catch (error) {
    if (isHsxError(error) && error.code === 'STORE_UNAVAILABLE') throw error;
    engine.logger.log('warn', 'drift could not be observed', { portalId: key.portalId, cause, error });
    await engine.store.reschedule(key, engine.clock.now() + TICKER_TRIES_AFTER_MS);
    return { kind: 'unexplained', cause: 'observationFailed' };
  }
  await recordDrift(engine, key, cause);
  return { kind: 'healed', cause };
}

function isSameBelief(before: Account, after: Account): boolean {
  return (
    isSameSubscription(before.subscription, after.subscription) &&
    before.superfluous.length === after.superfluous.length &&
    before.superfluous.every((each, at) => isSameSubscription(each, after.superfluous[at] ?? null)) &&
    before.customer?.customerId === after.customer?.customerId &&
    before.adminEmail === after.adminEmail
  );
}
