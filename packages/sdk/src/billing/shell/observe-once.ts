import type { AccountKey } from '../../kernel/ids.js';
import type { BillingEngine } from '../billing-engine.js';
import { transactClosing, type Transacted } from './transact.js';

/**
 * Reads the provider's present state of a portal's customer and commits what follows. The read falls between load and commit, so
 * that the commit's version proves that nobody else was faster with something newer.
 */
export async function observeOnce(engine: BillingEngine, key: AccountKey): Promise<Transacted> {
  const { provider } = engine;
  return transactClosing(engine, key, async ({ account }) => {
    if (!provider || !account.customer) return null;
    const { customerId } = account.customer;
    return { kind: 'customerObserved', observed: await provider.observe(customerId) };
  });
}
