import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { openSqliteStores, type SqliteStores } from '../../src/store/sqlite/index.js';
import { openSqlite } from '../../src/store/sqlite/sqlite-executor.js';
import { ACCOUNT_KEY, buildCustomer } from '../../src/testing/build-account.js';
import { changeOf, eventOf, mapCustomer, STORE_NOW, STORE_SCOPE } from '../../src/testing/store-wishes.js';
import { hsxErrorOf } from '../hubspot/hsx-error-of.js';
import { temporaryFile } from './temporary-file.js';

const toClose: { close(): unknown }[] = [];

afterEach(() => {
  for (const each of toClose.splice(0)) each.close();
});

async function open(fileName: string): Promise<SqliteStores> {
  const stores = await openSqliteStores(fileName);
  toClose.push(stores);
  return stores;
}

function rival(fileName: string): Database.Database {
  const database = new Database(fileName, { timeout: 100 });
  toClose.push(database);
  return database;
}

async function codeOf(run: () => unknown): Promise<string> {
  return (await hsxErrorOf(run)).code;
}

describe('the SQLite schema', () => {
  it('is brought up to date once, however often the file is opened, and keeps what is in it', async () => {
    const file = temporaryFile();
    await mapCustomer((await open(file)).billing);
    expect((await (await open(file)).billing.load(ACCOUNT_KEY)).version).toBe(1);
    const ids = rival(file).prepare('SELECT id FROM migrations').pluck().all();
    expect(ids).toEqual([...new Set(ids)].toSorted());
    expect(ids[0]).toBe('0001-first');
  });

  it('is brought up to date by two processes at once', async () => {
    const file = temporaryFile();
    const entry = new URL('../../dist/store/sqlite/index.js', import.meta.url).href;
    const script = `const { openSqliteStores } = await import(${JSON.stringify(entry)});
      const stores = await openSqliteStores(${JSON.stringify(file)});
      await stores.once.useOnce({ key: String(process.pid), expiresAt: 2, now: 1 });
      stores.close();`;
    const run = () =>
      new Promise<number | null>((resolve) => {
        const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' });
        child.on('close', resolve);
      });
    expect(await Promise.all([run(), run(), run()])).toEqual([0, 0, 0]);
    expect(rival(file).prepare('SELECT count(*) AS uses FROM once').get()).toEqual({ uses: 3 });
  });

  it('lets two connections of one process open a new file at once', async () => {
    const file = temporaryFile();
    const both = await Promise.all([open(file), open(file)]);
    await mapCustomer(both[0].billing);
    expect((await both[1].billing.load(ACCOUNT_KEY)).version).toBe(1);
  });
});

describe('the SQLite settings', () => {
  it('write ahead and wait for the disk: an acknowledged webhook survives a power cut', async () => {
    const executor = openSqlite(temporaryFile());
    toClose.push(executor);
    const pragma = async (name: string) =>
      executor.all({ sql: `PRAGMA ${name}`, parameters: [], query: { kind: 'RawNode' } } as never);
    expect(await pragma('journal_mode')).toEqual([{ journal_mode: 'wal' }]);
    expect(await pragma('synchronous')).toEqual([{ synchronous: 2 }]);
    expect(await pragma('busy_timeout')).toEqual([{ timeout: 20 }]);
  });
});

describe('a database that cannot be used', () => {
  it('is STORE_UNAVAILABLE when its folder does not exist', async () => {
    expect(await codeOf(() => openSqliteStores('/nowhere/at/all/hs-x.db'))).toBe('STORE_UNAVAILABLE');
  });

  it('is STORE_UNAVAILABLE when the file is no database, and leaves the file alone', async () => {
    const file = temporaryFile();
    writeFileSync(file, 'this is a letter to my aunt, '.repeat(100));
    expect(await codeOf(() => openSqliteStores(file))).toBe('STORE_UNAVAILABLE');
  });

  it('is STORE_UNAVAILABLE while another process holds the lock; reads go on and nothing is lost', async () => {
    const file = temporaryFile();
    const { billing, inbox, kv, outbox } = await open(file);
    await mapCustomer(billing);
    await inbox.receive(STORE_SCOPE, eventOf('evt_1'));
    const other = rival(file);
    other.exec('BEGIN IMMEDIATE');
    expect(await codeOf(() => inbox.receive(STORE_SCOPE, eventOf('evt_2')))).toBe('STORE_UNAVAILABLE');
    expect(await codeOf(() => billing.commit(changeOf(buildCustomer(), { expectedVersion: 1 })))).toBe(
      'STORE_UNAVAILABLE',
    );
    expect((await billing.load(ACCOUNT_KEY)).openEventIds).toEqual(['evt_1']);
    other.exec('COMMIT');
    expect(await inbox.receive(STORE_SCOPE, eventOf('evt_2'))).toBe('stored');
    expect(await billing.commit(changeOf(buildCustomer(), { expectedVersion: 1 }))).toBe('committed');
    await kv.put(STORE_SCOPE, { key: 'a', value: 1, expiresAt: null });
    expect(await outbox.claim(STORE_SCOPE, { now: STORE_NOW, limit: 1, leaseMs: 1 })).toEqual([]);
  });

  it('is STORE_UNAVAILABLE once it is closed, for reads and for writes, asked before or not', async () => {
    const stores = await openSqliteStores(temporaryFile());
    const { billing, inbox } = stores;
    await mapCustomer(billing);
    stores.close();
    const commit = () => billing.commit(changeOf(buildCustomer(), { expectedVersion: 1 }));
    const claim = () => inbox.claim(STORE_SCOPE, { now: STORE_NOW, limit: 1, leaseMs: 1 });
    for (const ask of [() => billing.read(ACCOUNT_KEY), commit, claim]) {
      expect(await codeOf(ask)).toBe('STORE_UNAVAILABLE');
    }
  });

  it('is STORE_UNAVAILABLE when the disk is full, keeps what it had, and works again when there is room', async () => {
    const file = temporaryFile();
    const executor = openSqlite(file);
    toClose.push(executor);
    const { inbox, billing } = await open(file);
    await mapCustomer(billing);
    await inbox.receive(STORE_SCOPE, eventOf('evt_1'));
    const limited = await limitedStores(file);
    limited.setRoom('none');
    const big = eventOf('evt_big', { sealedBody: 'x'.repeat(100_000) });
    expect(await codeOf(() => limited.inbox.receive(STORE_SCOPE, big))).toBe('STORE_UNAVAILABLE');
    const summary = 'y'.repeat(100_000);
    const change = changeOf(buildCustomer(), {
      expectedVersion: 1,
      journal: [{ at: 1, cause: 'installed', summary }],
      closedEventIds: ['evt_1'],
    });
    expect(await codeOf(() => limited.billing.commit(change))).toBe('STORE_UNAVAILABLE');
    expect(await billing.load(ACCOUNT_KEY)).toMatchObject({ version: 1, openEventIds: ['evt_1'] });
    limited.setRoom('plenty');
    expect(await limited.inbox.receive(STORE_SCOPE, big)).toBe('stored');
    expect(await limited.billing.commit(change)).toBe('committed');
  });
});

/** The stores over a connection whose file may grow no further, as on a full disk. */
async function limitedStores(file: string) {
  const { createStores } = await import('../../src/store/stores.js');
  const { sqlite } = await import('../../src/store/schema.js');
  const executor = openSqlite(file);
  toClose.push(executor);
  const pragma = (text: string) =>
    void executor.all({ sql: `PRAGMA ${text}`, parameters: [], query: { kind: 'RawNode' } } as never);
  return {
    ...createStores(executor, sqlite),
    setRoom: (room: 'none' | 'plenty') => pragma(`max_page_count = ${room === 'none' ? 1 : 1_000_000}`),
  };
}
