import type { BillingStore } from '../billing/ports/billing-store.js';
import type { Inbox } from '../billing/ports/inbox.js';
import type { Outbox } from '../billing/ports/outbox.js';
import type { TrialLedger } from '../billing/ports/trial-ledger.js';

/** The stores a billing store shares its database with: a commit writes to all of them. */
export interface BillingStores {
  readonly billing: BillingStore;
  readonly trialLedger: TrialLedger;
  readonly inbox: Inbox;
  readonly outbox: Outbox;
}

/** One promise, before it is given stores. */
export interface StoreRule {
  readonly title: string;
  readonly run: (stores: BillingStores) => Promise<void>;
}
