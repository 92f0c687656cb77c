/**
 * Reads the provider's present state of a portal's customer and makes it ours. Webhooks, success page, ticker and `sync` all call
 * this one function. Many callers at once share one read; the version, not the sharing, is what protects.
 */
import type { AccountKey } from '../../kernel/ids.js';
import type { Account } from '../account.js';
import { keyText, type BillingEngine } from '../billing-engine.js';
import { observeOnce } from './observe-once.js';
import { performIntents } from './perform-intents.js';

/** Observes the portal's customer; without one nothing happens. Throws PROVIDER_UNAVAILABLE or STORE_UNAVAILABLE. */
export async function observe(engine: BillingEngine, key: AccountKey): Promise<Account> {
  return engine.coalescer.run(`observe:${keyText(key)}`, async () => {
    const account = await observeOnce(engine, key);
    return account.intents.length > 0 ? performIntents(engine, key) : account;
  });
}
