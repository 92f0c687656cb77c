import type { BillingStore, Inbox, Outbox, TrialLedger } from '../billing/ports.js';

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
