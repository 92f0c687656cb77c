import type { AccountKey } from '../../kernel/ids.js';
import type { Account } from '../account.js';
import type { BillingEngine } from '../billing-engine.js';
import { transact } from './transact.js';

/**
 * Reads the provider's present state of a portal's customer and commits what follows. The read falls between load and commit, so
 * that the commit's version proves that nobody else was faster with something newer.
 */
export async function observeOnce(engine: BillingEngine, key: AccountKey): Promise<Account> {
  const { provider } = engine;
  return transact(engine, key, async ({ account }) => {
    if (!provider || !account.customer) return null;
    return { kind: 'customerObserved', observed: await provider.observe(account.customer.customerId) };
  });
}
