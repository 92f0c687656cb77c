import { accountKey, type BillingEngine } from '../billing-engine.js';
import { isNoted } from '../decide/payment-reversed.js';
import type { ClaimedEvent } from '../ports/inbox.js';
import { isNotedReversal } from './is-noted-reversal.js';
import { openStoredPayload } from './store-event.js';
import { transact } from './transact.js';

/**
 * Notes a refund or dispute at the portal whose payment it is; payments of nobody we know are another product's. Repeating it is harmless.
 * Throws PROVIDER_UNAVAILABLE, PROVIDER_REFUSED or STORE_UNAVAILABLE.
 */
export async function noteReversal(engine: BillingEngine, event: ClaimedEvent): Promise<void> {
  const { provider, scope, store } = engine;
  if (!provider?.reversals || !isNotedReversal(engine, event.type)) return;
  const reversal = await provider.reversals.read(await openStoredPayload(engine, event));
  if (!reversal?.customerId) return;
  const portalId = await store.portalOf(scope, reversal.customerId);
  if (portalId === null) return;
  await transact(engine, accountKey(engine, portalId), ({ account }) =>
    isNoted(account, reversal) ? null : { kind: 'paymentReversed', reversal },
  );
}
