/**
 * `stripe:<customer>` in KV is the billing store's mapping: unique both ways, so that an event for customer A can never write to portal
 * B. A put that would map a customer to a second portal is refused.
 */
import { accountKey, type BillingEngine } from '../billing/billing-engine.js';
import { observe } from '../billing/shell/observe.js';
import { transact } from '../billing/shell/transact.js';
import { fieldsOf } from '../kernel/fields.js';
import { parsePortalId } from '../kernel/ids.js';
import { invalidKey } from './kv-refusals.js';
import type { KvView } from './kv-view.js';
import type { KvRow } from './ports.js';

const PREFIX = 'stripe:';

/** The view on the engine's customer mapping. */
export function customerView(engine: BillingEngine): KvView {
  return {
    prefix: PREFIX,
    get: (key) => getMapping(engine, key.slice(PREFIX.length)),
    put: (key, value) => putMapping(engine, key, value),
    delete: (key) =>
      Promise.reject(
        invalidKey(key, 'a mapping is never deleted', 'a put for another customer, which retires it'),
      ),
    scan: (prefix) => scanMappings(engine, prefix),
  };
}

async function getMapping(engine: BillingEngine, customerId: string): Promise<unknown> {
  const portalId = await engine.store.portalOf(engine.scope, customerId);
  if (!portalId) return null;
  const { account } = await engine.store.read(accountKey(engine, portalId));
  return { portalId, adminEmail: account.adminEmail };
}

async function putMapping(engine: BillingEngine, key: string, value: unknown): Promise<void> {
  const mapping = fieldsOf(value);
  const portalId = parsePortalId(mapping.portalId);
  if (!portalId) throw invalidKey(key, 'its value has no portalId', '{ portalId, adminEmail }');
  const account = accountKey(engine, portalId);
  if (!engine.rules.isHandWired) {
    await observe(engine, account);
    return;
  }
  const customerId = key.slice(PREFIX.length);
  if (customerId.trim() === '') throw invalidKey(key, 'it names no customer', 'stripe:<customer id>');
  const adminEmail = typeof mapping.adminEmail === 'string' ? mapping.adminEmail : null;
  const mapped = await transact(engine, account, () => ({ kind: 'customerMapped', customerId, adminEmail }));
  // The buyer may have been shown the way on before the mapping was there: then no visit reads the subscription.
  if (!mapped.subscription) await engine.store.reschedule(account, engine.clock.now());
}

async function* scanMappings(engine: BillingEngine, prefix: string): AsyncIterable<KvRow> {
  let after: string | null = null;
  for (;;) {
    const page = await engine.store.scan(engine.scope, { after, limit: 500 });
    for (const account of page) {
      const key = `${PREFIX}${account.customer?.customerId ?? ''}`;
      const value = { portalId: account.key.portalId, adminEmail: account.adminEmail };
      if (account.customer && key.startsWith(prefix)) yield { key, value };
      after = account.key.portalId;
    }
    if (page.length < 500) return;
  }
}
