/** An engine on a real SQLite file, a provider whose truth the test writes, and a clock it moves. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach } from 'vitest';
import type { BillingEngine } from '../../../src/billing/billing-engine.js';
import type { AlertSink } from '../../../src/billing/ports/alert-sink.js';
import type { Mail } from '../../../src/billing/ports/mailer.js';
import { acceptWebhook } from '../../../src/billing/shell/webhook.js';
import { EVENT_LANES } from '../../../src/billing/shell/process-events.js';
import { transact } from '../../../src/billing/shell/transact.js';
import type { BillingConfig } from '../../../src/contract/app-config.js';
import type { Entitlement } from '../../../src/contract/entitlement.js';
import { createCoalescer } from '../../../src/kernel/coalesce.js';
import { createEncryption } from '../../../src/kernel/encryption.js';
import { createKeyedHash } from '../../../src/kernel/keyed-hash.js';
import { silentLogger } from '../../../src/kernel/logger.js';
import { createTurns } from '../../../src/kernel/turns.js';
import { partnerProvider } from '../../../src/providers/partner/partner-provider.js';
import { openSqliteStores, type SqliteStores } from '../../../src/store/sqlite/index.js';
import {
  ACCOUNT_KEY,
  buildBillingConfig,
  buildRules,
  fixedClock,
  type FixedClock,
} from '../../../src/testing/index.js';
import { NOW } from '../given.js';
import { ScriptedProvider } from './scripted-provider.js';

export const KEY = ACCOUNT_KEY;
/** The customer that the portal's first checkout creates. */
export const CUSTOMER = `cus_${KEY.portalId}_1`;
/** The page that it opens. */
export const PAGE = `cs_${KEY.portalId}_2`;

const folder = mkdtempSync(join(tmpdir(), 'hs-x-shell-'));
const opened: SqliteStores[] = [];
let files = 0;

afterEach(() => {
  for (const stores of opened.splice(0)) stores.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

export interface World {
  readonly file: string;
  readonly engine: BillingEngine;
  readonly stores: SqliteStores;
  readonly provider: ScriptedProvider;
  readonly clock: FixedClock;
  readonly mails: Mail[];
  /** Every alert an operator was told of outside, in order. */
  readonly alerts: ToldAlert[];
}

/** A world; with the one before given, another process on the same file, provider and clock. */
export async function openWorld(
  more: {
    before?: World;
    engine?: Partial<BillingEngine>;
    billing?: Partial<BillingConfig>;
    isHandWired?: boolean;
  } = {},
): Promise<World> {
  files += 1;
  const file = more.before?.file ?? join(folder, `${files}.db`);
  const stores = await openSqliteStores(file);
  opened.push(stores);
  const provider = more.before?.provider ?? new ScriptedProvider();
  const clock = more.before?.clock ?? fixedClock(NOW);
  const mails = more.before?.mails ?? [];
  const alerts = more.before?.alerts ?? [];
  const engine: BillingEngine = {
    scope: { app: KEY.app, mode: KEY.mode },
    rules: buildRules(more.billing, { isHandWired: more.isHandWired ?? false }),
    store: stores.billing,
    inbox: stores.inbox,
    outbox: stores.outbox,
    trialLedger: stores.trialLedger,
    usage: stores.usage,
    meterLedger: stores.meterLedger,
    listedSubscriptions: stores.listedSubscriptions,
    hashIdentity: createKeyedHash(['a secret of thirty-two characters'], 'trial ledger'),
    provider,
    partners: partnerProvider(new Map()),
    mailer: { deduplicates: true, send: (mail) => keep(mails, mail) },
    alerts: { store: stores.alerts, email: null, sinks: [recordingSink(alerts)] },
    encryption: createEncryption(['a secret of thirty-two characters']),
    checkout: buildBillingConfig().checkout,
    urls: {
      successUrl: () => Promise.resolve('https://app.example/done'),
      cancelUrl: () => Promise.resolve('https://app.example/cancel'),
      billingUrl: () => Promise.resolve('https://app.example/billing'),
    },
    eventHandlers: null,
    hasEventHandlers: false,
    authorHooks: null,
    coalescer: createCoalescer(),
    eventTurns: createTurns(EVENT_LANES),
    clock,
    wallClock: clock,
    logger: silentLogger,
    ...more.engine,
  };
  if (more.before) await stores.inbox.release(engine.scope); // as every process does that starts on a file
  return { file, engine, stores, provider, clock, mails, alerts };
}

/** What an operator was told. */
export interface ToldAlert {
  readonly key: string;
  readonly alert: string;
  readonly message: string;
  readonly portalId: string | null;
}

function recordingSink(alerts: ToldAlert[]): AlertSink {
  return {
    name: 'records',
    deliver: ({ key, code: alert, message, portalId }) => keep(alerts, { key, alert, message, portalId }),
  };
}

function keep<T>(kept: T[], value: T): Promise<void> {
  kept.push(value);
  return Promise.resolve();
}

/** The app is installed in the portal. */
export async function install({ engine }: World): Promise<void> {
  const scopes = ['oauth'];
  await transact(engine, KEY, () => ({
    kind: 'installed',
    adminEmail: 'ada@example.com',
    accountType: 'STANDARD',
    scopes,
  }));
}

/** A genuine webhook arrives; what it starts is waited for unless the process dies first. */
export async function webhook(
  { engine, provider }: World,
  event: { id: string; customer?: string | null; type?: string; isGenuine?: boolean },
  more: { dies?: boolean } = {},
): Promise<string> {
  const { id, customer = CUSTOMER, type = 'customer.subscription.updated', isGenuine = true } = event;
  const body = new TextEncoder().encode(JSON.stringify({ id, type, customer }));
  const headers = new Headers(isGenuine ? { signature: 'genuine' } : {});
  const started: Promise<unknown>[] = [];
  const background = (work: () => Promise<unknown>) => {
    if (!more.dies) started.push(work());
  };
  const receipt = await acceptWebhook(engine, { provider, request: { headers, body }, background });
  await Promise.all(started);
  if (more.dies) await engine.inbox.release(engine.scope); // as the next one does when it starts
  return receipt;
}

export async function rowOf({ engine }: World): Promise<Entitlement | null> {
  return (await engine.store.read(KEY)).entitlement;
}
