/** What a process keeps of its secrets in the store: signs of use, encrypted tokens under the present key, and the hash keys of former ones. */
import { afterEach, describe, expect, it } from 'vitest';
import { createEncryption, encryptionKeyId } from '../../src/kernel/encryption.js';
import { createKeyedHash } from '../../src/kernel/keyed-hash.js';
import { createLogger, jsonLines, silentLogger } from '../../src/kernel/logger.js';
import { secretFingerprint } from '../../src/kernel/secret-fingerprint.js';
import { sealTokens, openToken } from '../../src/hubspot/seal-tokens.js';
import { openSqliteStores, type SqliteStores } from '../../src/store/sqlite/index.js';
import { createFormerHashKeys } from '../../src/worker/secrets/former-hash-keys.js';
import { createTokenResealer } from '../../src/worker/secrets/reseal-tokens.js';
import { createSecretLog } from '../../src/worker/secrets/secret-log.js';
import type { AppParts } from '../../src/worker/app-parts.js';
import { openApp } from './app-parts.js';

const OLD = 'the-former-secret-of-32-characters-or-more';
const NEW = 'the-present-secret-of-32-characters-or-more';
const SCOPE = { app: 'app', mode: 'test' } as const;
const MINUTE = 60_000;

let stores: SqliteStores | undefined;
afterEach(() => {
  stores?.close();
  stores = undefined;
});

function logOn(opened: SqliteStores, time: { now: number }) {
  const underWay: Promise<unknown>[] = [];
  const log = createSecretLog({
    live: {
      HSX_SECRET: [NEW, OLD],
      HUBSPOT_CLIENT_SECRET: [],
      STRIPE_WEBHOOK_SECRET: [],
      STRIPE_METER_WEBHOOK_SECRET: [],
      HSX_ADMIN_SECRET: [],
    },
    scope: SCOPE,
    store: opened.secrets,
    wallClock: { now: () => time.now },
    logger: silentLogger,
    background: (work) => void underWay.push(work()),
  });
  return { log, underWay };
}

describe('the log of secrets', () => {
  it('writes at most once a minute for each value, and keeps drills apart from use', async () => {
    stores = await openSqliteStores(':memory:');
    const time = { now: 1_000_000 };
    const { log, underWay } = logOn(stores, time);
    for (let each = 0; each < 100; each++) log.note('STRIPE_WEBHOOK_SECRET', OLD);
    log.note('STRIPE_WEBHOOK_SECRET', NEW, 'probed');
    expect(underWay).toHaveLength(2);
    time.now += MINUTE;
    log.note('STRIPE_WEBHOOK_SECRET', OLD);
    await Promise.all(underWay);
    const fingerprints = await Promise.all([OLD, NEW].map(secretFingerprint));
    expect(await stores.secrets.uses(SCOPE)).toEqual([
      expect.objectContaining({
        fingerprint: fingerprints[0],
        firstSeenAt: 1_000_000,
        lastUsedAt: time.now,
        lastProbedAt: null,
      }),
      expect.objectContaining({ fingerprint: fingerprints[1], lastUsedAt: null, lastProbedAt: 1_000_000 }),
    ]);
  });

  it('shows nothing of a value short enough to be guessed', async () => {
    expect(await secretFingerprint('hunter2')).toBeNull();
  });
});

it('tokens under a former key are sealed anew, and one that no key opens stays as it is', async () => {
  const app = await openApp();
  const { tokens: store, secrets: secretStore } = app.stores;
  const both = createEncryption([NEW, OLD]);
  const scope = app.engine.scope;
  const issued = {
    refreshToken: 'refresh',
    accessToken: 'access',
    accessExpiresAt: 1,
    issuedAt: 0,
    scopes: [],
    userId: null,
  };
  const save = async (portalId: string, secret: string) => {
    const key = { ...scope, portalId };
    const tokens = await sealTokens({ encryption: createEncryption([secret]), key, issued, former: issued });
    await store.save({ key, expectedVersion: 0, tokens });
  };
  for (let each = 1; each <= 101; each++) await save(String(1_000 + each), OLD);
  await save('2000', NEW);
  await save('3000', 'a-secret-nobody-has-any-more-0123456789');
  const { log } = logOn(app.stores, { now: 0 });
  const parts = {
    ...app.parts,
    engine: { ...app.engine, encryption: both },
    hubspot: { tokens: store } as AppParts['hubspot'],
    secretStore,
    secretLog: log,
  };
  expect(await createTokenResealer(parts)()).toBe(101);
  expect(await secretStore.sealedUnder(scope, await encryptionKeyId(OLD))).toEqual({ tokens: 0, bodies: 0 });
  expect(await secretStore.sealedUnder(scope, await encryptionKeyId(NEW))).toEqual({
    tokens: 102,
    bodies: 0,
  });
  const key = { ...scope, portalId: '1001' };
  const { tokens } = await store.load(key);
  expect(await openToken('refresh', { encryption: createEncryption([NEW]), key, tokens: tokens! })).toBe(
    'refresh',
  );
});

it('whoever had a trial is known after HSX_SECRET was rotated and the former one retired', async () => {
  stores = await openSqliteStores(':memory:');
  const { kv } = stores;
  const deploy = (...secrets: [string, ...string[]]) => {
    const encryption = createEncryption(secrets);
    const former = createFormerHashKeys({ kv, scope: SCOPE, encryption, secrets, purpose: 'trial ledger' });
    return { former, hash: createKeyedHash(secrets, 'trial ledger', () => former.all()) };
  };
  const first = deploy(OLD);
  await first.former.keep();
  const [claimed = ''] = await first.hash('email:ana@northstar.example');
  await deploy(NEW, OLD).former.keep();
  await deploy(OLD).former.keep(); // a process that has not been restarted yet
  const alone = deploy(NEW);
  expect(await alone.hash('email:ana@northstar.example')).toContain(claimed);
  await alone.former.keep();
  const later = deploy('a-third-secret-of-32-characters-or-more', NEW);
  await later.former.keep();
  expect(await later.hash('email:ana@northstar.example')).toContain(claimed);
});

it('a secret that replaced another outright is kept for its successors, and the other comes back with its secret', async () => {
  stores = await openSqliteStores(':memory:');
  const { kv } = stores;
  const THIRD = 'a-third-secret-of-32-characters-or-more';
  const deploy = async (...secrets: [string, ...string[]]) => {
    const encryption = createEncryption(secrets);
    const former = createFormerHashKeys({ kv, scope: SCOPE, encryption, secrets, purpose: 'trials' });
    const outcome = await former.keep();
    const hash = createKeyedHash(secrets, 'trials', () => former.all());
    return { outcome, hashes: await hash('email:ana@northstar.example') };
  };
  const claimed = async (secret: string) => (await deploy(secret)).hashes[0] ?? '';
  const [underOld, underNew] = [await claimed(OLD), await claimed(NEW)];
  expect((await deploy(THIRD, NEW)).outcome).toBe('unreadable');
  expect((await deploy(OLD)).outcome).toBe('unreadable'); // a process of before takes nothing away
  const third = await deploy(THIRD);
  expect([third.hashes.includes(underNew), third.hashes.includes(underOld)]).toEqual([true, false]);
  const whole = await deploy(THIRD, OLD);
  expect([whole.outcome, whole.hashes.includes(underNew), whole.hashes.includes(underOld)]).toEqual([
    'kept',
    true,
    true,
  ]);
  expect((await deploy(THIRD)).hashes).toContain(underOld);
});

it('an HSX_SECRET that replaced the former one outright is said to have forgotten who had a trial', async () => {
  stores = await openSqliteStores(':memory:');
  const { kv } = stores;
  const keysUnder = (...secrets: [string, ...string[]]) =>
    createFormerHashKeys({
      kv,
      scope: SCOPE,
      encryption: createEncryption(secrets),
      secrets,
      purpose: 'trials',
    });
  await keysUnder(OLD).keep();
  const app = await openApp();
  const warningsUnder = async (...secrets: [string, ...string[]]) => {
    const lines: string[] = [];
    const engine = { ...app.engine, logger: createLogger(jsonLines((line) => lines.push(line))) };
    await createTokenResealer({ ...app.parts, engine, hashKeys: keysUnder(...secrets) })();
    return lines.filter((line) => line.includes('who had one may have another')).length;
  };
  expect([await warningsUnder(NEW), await warningsUnder(NEW, OLD)]).toEqual([1, 0]);
});
