import type { CompiledQuery } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../../../../tests/support/postgres.js';
import { startPostgresServer } from '../../../../tests/support/postgres-server.js';
import { freePort } from '../../../../tests/support/free-port.js';
import { isHsxError } from '../../src/kernel/hsx-error.js';
import { openPostgresStores, type PostgresOptions } from '../../src/store/postgres/index.js';
import { openPostgres, type PostgresExecutor } from '../../src/store/postgres/postgres-executor.js';
import { postgres } from '../../src/store/postgres/postgres-sql.js';
import { changeOf, eventOf, mapCustomer, STORE_NOW, STORE_SCOPE } from '../../src/testing/store-wishes.js';
import { ACCOUNT_KEY, buildCustomer } from '../../src/testing/build-account.js';
import { hsxErrorOf } from '../hubspot/hsx-error-of.js';

let database: FreshDatabase;
const toClose: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  database = await freshDatabase();
});
afterEach(() => Promise.all(toClose.splice(0).map((each) => each.close())));
afterAll(() => database.drop());

async function open(url: string, options?: PostgresOptions) {
  const stores = await openPostgresStores(url, options);
  toClose.push(stores);
  return stores;
}

async function openExecutor(options?: PostgresOptions): Promise<PostgresExecutor> {
  await open(database.url);
  const executor = openPostgres(database.url, options);
  toClose.push(executor);
  return executor;
}

function put(key: string, value: string): CompiledQuery {
  const row = { app: 'a', mode: 'test', key, value, expires_at: null };
  return postgres
    .insertInto('kv')
    .values(row)
    .onConflict((conflict) => conflict.columns(['app', 'mode', 'key']).doUpdateSet({ value }))
    .compile();
}

function raw(sql: string): CompiledQuery<never> {
  return { sql, parameters: [], query: { kind: 'RawNode' } } as never;
}

describe('the PostgreSQL schema', () => {
  it('is brought up to date once by ten processes at once', async () => {
    const empty = await freshDatabase();
    await Promise.all(Array.from({ length: 10 }, () => open(empty.url, { maxConnections: 1 })));
    const ids = (await empty.run<{ id: string }>('SELECT id FROM migrations')).map(({ id }) => id);
    expect(ids.length).toBe(new Set(ids).size);
    expect(ids).toContain('0001-first');
    await Promise.all(toClose.splice(0).map((each) => each.close()));
    await empty.drop();
  });

  it('compares keys byte by byte in a database made for another order', async () => {
    const german = await freshDatabase(`TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'de'`);
    const { kv } = await open(german.url);
    for (const key of ['b', 'B', 'a', 'ä']) await kv.put(STORE_SCOPE, { key, value: 1, expiresAt: null });
    const page = await kv.list(STORE_SCOPE, { prefix: '', after: null, limit: 9, now: STORE_NOW });
    expect(page.map(({ key }) => key)).toEqual(['B', 'a', 'b', 'ä']);
    await Promise.all(toClose.splice(0).map((each) => each.close()));
    await german.drop();
  });
});

describe('a key with characters that PostgreSQL has no place for', () => {
  it('is found under exactly itself, by its prefix, and in its order', async () => {
    const { kv } = await open(database.url);
    const keys = ['n\u0000', 'n\u0000\u0000', 'n\u0000\u0001', 'n\u0001', 'n\u0001\u0001', 'n\u0002', 'na'];
    for (const key of keys.toReversed()) await kv.put(STORE_SCOPE, { key, value: key, expiresAt: null });
    const list = async (prefix: string) =>
      (await kv.list(STORE_SCOPE, { prefix, after: null, limit: 99, now: STORE_NOW })).map(({ key }) => key);
    expect(await list('n')).toEqual(keys);
    expect(await list('n\u0000')).toEqual(keys.slice(0, 3));
    for (const key of keys) expect(await kv.get(STORE_SCOPE, { key, now: STORE_NOW })).toBe(key);
  });
});

describe('an atomic change', () => {
  it('is begun anew when PostgreSQL undoes it for another one that waits for the same rows the other way round', async () => {
    const executor = await openExecutor();
    const both = ['left', 'right'].map((key) => ({ query: put(key, '0') }));
    const changes = Array.from({ length: 6 }, (_, at) => (at % 2 === 0 ? both : both.toReversed()));
    expect(new Set(await Promise.all(changes.map((steps) => executor.atomic(steps))))).toEqual(
      new Set([null]),
    );
  });

  it('leaves nothing behind when a guard fails, and the connection serves the next', async () => {
    const executor = await openExecutor({ maxConnections: 1 });
    const nobody = postgres.deleteFrom('kv').where('key', '=', 'nobody').compile();
    const steps = [{ query: put('guarded', '1') }, { query: nobody, guard: 'missing' }];
    expect(await executor.atomic(steps)).toBe('missing');
    expect(await executor.all(raw(`SELECT key FROM kv WHERE key = 'guarded'`))).toEqual([]);
  });
});

describe('a PostgreSQL that cannot be used', () => {
  it('is STORE_UNAVAILABLE where nobody listens, where the database is missing and where the address is none', async () => {
    const nobody = `postgres://someone:s3cret@127.0.0.1:${await freePort()}/hsx`;
    const missing = Object.assign(new URL(database.url), { pathname: '/nowhere' }).href;
    const hints = [/PostgreSQL runs/, /create it/, /percent-encode/];
    for (const [at, url] of [nobody, missing, 'postgres://someone:s3cret%@localhost/hsx'].entries()) {
      const error = await hsxErrorOf(() => openPostgresStores(url));
      expect(error.code).toBe('STORE_UNAVAILABLE');
      expect(error.hint).toMatch(hints[at]!);
      expect(`${error.message} ${error.hint}`).not.toContain('s3cret');
    }
  });

  it('is STORE_UNAVAILABLE while somebody keeps the rows locked, and works again afterwards', async () => {
    const { billing } = await open(database.url, { statementTimeoutMs: 150 });
    await mapCustomer(billing);
    const change = changeOf(buildCustomer(), { expectedVersion: 1 });
    const rival = openPostgres(database.url, { maxConnections: 1 });
    toClose.push(rival);
    await rival.all(raw('BEGIN'));
    await rival.all(raw('LOCK TABLE accounts'));
    const { code, hint } = await hsxErrorOf(() => billing.commit(change));
    expect([code, hint]).toEqual(['STORE_UNAVAILABLE', expect.stringContaining('locks')]);
    await rival.all(raw('ROLLBACK'));
    expect(await billing.commit(change)).toBe('committed');
    expect((await billing.load(ACCOUNT_KEY)).version).toBe(2);
  });

  it('is STORE_UNAVAILABLE when a number is none of ours', async () => {
    const executor = await openExecutor();
    const { hint } = await hsxErrorOf(() => executor.all(raw('SELECT 9007199254740993::bigint AS n')));
    expect(hint).toContain('else writes');
    expect(await executor.all(raw('SELECT 9007199254740991::bigint AS n'))).toEqual([{ n: 2 ** 53 - 1 }]);
  });

  it('is found again when it was restarted under work, which lost nothing that was answered', async () => {
    const server = await startPostgresServer();
    const { inbox } = await open(server.url);
    const stored: string[] = [];
    let isOver = false;
    const lane = async (name: string): Promise<void> => {
      for (let at = 0; !isOver; at++) {
        const eventId = `${name}${at}`;
        try {
          await inbox.receive(STORE_SCOPE, eventOf(eventId));
          stored.push(eventId);
        } catch (error) {
          if (!isHsxError(error, 'STORE_UNAVAILABLE')) throw error;
        }
      }
    };
    const lanes = ['a', 'b', 'c'].map(lane);
    await untilMany(stored, 30);
    await server.restart();
    await untilMany(stored, stored.length + 30);
    isOver = true;
    await Promise.all(lanes);
    const kept = await inbox.claim(STORE_SCOPE, { now: STORE_NOW, limit: 100_000, leaseMs: 1 });
    const ids = new Set(kept.map(({ eventId }) => eventId));
    expect(stored.filter((eventId) => !ids.has(eventId))).toEqual([]);
    await toClose.pop()?.close();
    await server.stop();
  });
});

async function untilMany(list: readonly unknown[], count: number): Promise<void> {
  while (list.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
}
