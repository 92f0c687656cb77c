import type { AlertStore } from '../billing/ports/alert-store.js';
import type { BillingStore } from '../billing/ports/billing-store.js';
import type { Inbox } from '../billing/ports/inbox.js';
import type { ListedSubscriptions } from '../billing/ports/listed-subscriptions.js';
import type { MeterLedger } from '../billing/ports/meter-ledger.js';
import type { Outbox } from '../billing/ports/outbox.js';
import type { TrialLedger } from '../billing/ports/trial-ledger.js';
import type { UsageLedger } from '../billing/ports/usage-ledger.js';
import type { InstallTokenStore, OnceStore } from '../hubspot/ports.js';
import type { AdminStore } from '../worker/admin/admin-store.js';
import type { KvStore } from '../worker/ports.js';
import type { SecretStore } from '../worker/secrets/secret-store.js';
import type { SyncRunStore } from '../worker/sync/sync-runs.js';
import { createAdminStore } from './admin-store.js';
import { createAlertStore } from './alerts.js';
import { createBillingStore } from './billing-store.js';
import type { Executor } from './executor.js';
import { createInbox } from './inbox.js';
import { createInstallTokenStore } from './install-token-store.js';
import { createKvStore } from './kv-store.js';
import { createListedSubscriptions } from './listed-subscriptions.js';
import { createMeterLedger } from './meter-ledger.js';
import { createOnceStore } from './once-store.js';
import { createOutbox } from './outbox.js';
import type { Sql } from './schema.js';
import { createSecretStore } from './secret-store.js';
import { createSyncRunStore } from './sync-runs.js';
import { createTrialLedger } from './trial-claims.js';
import { createUsageLedger } from './usage-ledger.js';

/** Every store an app needs, on one database. */
export interface Stores {
  readonly billing: BillingStore;
  readonly trialLedger: TrialLedger;
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly alerts: AlertStore;
  readonly kv: KvStore;
  readonly tokens: InstallTokenStore;
  readonly once: OnceStore;
  readonly usage: UsageLedger;
  readonly meterLedger: MeterLedger;
  readonly listedSubscriptions: ListedSubscriptions;
  readonly syncRuns: SyncRunStore;
  readonly admin: AdminStore;
  readonly secrets: SecretStore;
}

/** Makes the stores on an executor; its schema must be up to date. */
export function createStores(executor: Executor, db: Sql): Stores {
  return {
    billing: createBillingStore(executor, db),
    trialLedger: createTrialLedger(executor, db),
    inbox: createInbox(executor, db),
    outbox: createOutbox(executor, db),
    alerts: createAlertStore(executor, db),
    kv: createKvStore(executor, db),
    tokens: createInstallTokenStore(executor, db),
    once: createOnceStore(executor, db),
    usage: createUsageLedger(executor, db),
    meterLedger: createMeterLedger(executor, db),
    listedSubscriptions: createListedSubscriptions(executor, db),
    syncRuns: createSyncRunStore(executor, db),
    admin: createAdminStore(executor, db),
    secrets: createSecretStore(executor, db),
  };
}
