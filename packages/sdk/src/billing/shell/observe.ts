/**
 * Reads the provider's present state of a portal's customer and makes it ours. Webhooks, success page, ticker and `sync` all call
 * this one function. Many callers at once share one read; the version, not the sharing, is what protects.
 */
import type { AccountKey } from '../../kernel/ids.js';
import type { Account } from '../account.js';
import { keyText, type BillingEngine } from '../billing-engine.js';
import { observeOnce } from './observe-once.js';
import { performIntents } from './perform-intents.js';
import type { Transacted } from './transact.js';

/** Observes the portal's customer; without one nothing happens. Throws PROVIDER_UNAVAILABLE or STORE_UNAVAILABLE. */
export async function observe(engine: BillingEngine, key: AccountKey): Promise<Account> {
  return (await observeClosing(engine, key)).account;
}

/** The same for whoever works events off: tells which of the portal's events were closed by it. */
export async function observeClosing(engine: BillingEngine, key: AccountKey): Promise<Transacted> {
  return engine.coalescer.run(`observe:${keyText(key)}`, async () => {
    const observed = await observeOnce(engine, key);
    if (observed.account.intents.length === 0) return observed;
    return { ...observed, account: await performIntents(engine, key) };
  });
}
