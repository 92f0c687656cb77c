/** An engine without vendors: the provider answers at once, from memory. */
import { createCoalescer } from '../../packages/sdk/dist/kernel/coalesce.js';
import { createEncryption } from '../../packages/sdk/dist/kernel/encryption.js';
import { createKeyedHash } from '../../packages/sdk/dist/kernel/keyed-hash.js';
import { silentLogger } from '../../packages/sdk/dist/kernel/logger.js';
import { createTurns } from '../../packages/sdk/dist/kernel/turns.js';
import { EVENT_LANES } from '../../packages/sdk/dist/billing/shell/process-events.js';
import { buildBillingConfig } from '../../packages/sdk/dist/testing/index.js';
import { rules, SCOPE } from './portals.mjs';

const SECRETS = ['a-secret-for-benchmarks-of-32-characters'];

/** The engine on the stores; `more` replaces parts of it. */
export function engineOn(stores, more = {}) {
  const clock = { now: Date.now };
  return {
    scope: SCOPE,
    rules,
    store: stores.billing,
    inbox: stores.inbox,
    outbox: stores.outbox,
    trialLedger: stores.trialLedger,
    usage: stores.usage,
    meterLedger: stores.meterLedger,
    listedSubscriptions: stores.listedSubscriptions,
    hashIdentity: createKeyedHash(SECRETS, 'trial ledger'),
    provider: null,
    mailer: null,
    alerts: { store: stores.alerts, email: null, sinks: [] },
    encryption: createEncryption(SECRETS),
    checkout: buildBillingConfig().checkout,
    urls: { successUrl: nowhere, cancelUrl: nowhere, billingUrl: nowhere },
    eventHandlers: null,
    hasEventHandlers: false,
    authorHooks: null,
    coalescer: createCoalescer(),
    eventTurns: createTurns(EVENT_LANES),
    clock,
    wallClock: clock,
    logger: silentLogger,
    ...more,
  };
}

const nowhere = () => Promise.resolve('https://app.example.com/');
