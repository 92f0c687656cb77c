import type { BillingStore, Inbox, Outbox, TrialLedger } from '../billing/ports.js';
import type { InstallTokenStore, OnceStore } from '../hubspot/ports.js';
import type { KvStore } from '../worker/ports.js';
import { createBillingStore } from './billing-store.js';
import type { Executor } from './executor.js';
import { createInbox } from './inbox.js';
import { createInstallTokenStore } from './install-token-store.js';
import { createKvStore } from './kv-store.js';
import { createOnceStore } from './once-store.js';
import { createOutbox } from './outbox.js';
import type { Sql } from './schema.js';
import { createTrialLedger } from './trial-claims.js';

/** Every store an app needs, on one database. */
export interface Stores {
  readonly billing: BillingStore;
  readonly trialLedger: TrialLedger;
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly kv: KvStore;
  readonly tokens: InstallTokenStore;
  readonly once: OnceStore;
}

/** Makes the stores on an executor; its schema must be up to date. */
export function createStores(executor: Executor, db: Sql): Stores {
  return {
    billing: createBillingStore(executor, db),
    trialLedger: createTrialLedger(executor, db),
    inbox: createInbox(executor, db),
    outbox: createOutbox(executor, db),
    kv: createKvStore(executor, db),
    tokens: createInstallTokenStore(executor, db),
    once: createOnceStore(executor, db),
  };
}
