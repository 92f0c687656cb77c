/** D1 in workerd: the contract suites of the stores, run inside, and what only D1 does, seen from outside. */
import { isHsxError } from '@hs-x/sdk';
import { d1MigrationFiles, openD1Stores, type D1Database } from '@hs-x/sdk/d1';
import { ACCOUNT_KEY, buildAccount, storeContracts } from '@hs-x/sdk/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bundleForWorkers } from '../support/bundle-for-workers.js';
import { d1OverHttp } from '../support/d1-over-http.js';
import { startWorkerd, type Workerd } from '../support/workerd.js';
import { emptyTables } from './empty-tables.js';

const NOW = Date.UTC(2026, 10, 20, 9);
const SCOPE = { app: ACCOUNT_KEY.app, mode: ACCOUNT_KEY.mode };

let workerd: Workerd;
let database: D1Database;
beforeAll(async () => {
  const bundle = await bundleForWorkers(new URL('contract-worker.ts', import.meta.url));
  workerd = await startWorkerd({ bundle });
  database = d1OverHttp(`${workerd.origin}/batch`);
  await openD1Stores(database);
});
afterAll(() => workerd.stop());
async function select<Row>(text: string): Promise<readonly Row[]> {
  return (await database.prepare(text).all<Row>()).results;
}

type Trouble = 'lost before it ran' | 'lost after it ran';

/** The database behind a line that breaks in this order, one word a batch. */
function behindBadLine(troubles: readonly Trouble[]): D1Database {
  const left = [...troubles];
  return {
    prepare: (query) => database.prepare(query),
    async batch(statements) {
      const trouble = left.shift();
      if (trouble === 'lost before it ran') throw new Error('D1_ERROR: Network connection lost.');
      const results = await database.batch(statements);
      if (trouble === 'lost after it ran') throw new Error('D1_ERROR: Network connection lost.');
      return results as never;
    },
  };
}

const event = (eventId: string) => ({
  eventId,
  type: 'invoice.paid',
  portalId: null,
  customerId: 'cus_1',
  receivedAt: NOW,
  sealedBody: 'sealed',
  needsObservation: true,
  needsHandlers: false,
});

/** Only the titles: the cases run inside workerd. */
const suites = storeContracts(() => Promise.reject(new Error('The stores are in workerd.')));

describe('the store contract on D1 in workerd', () => {
  describe.each(Object.entries(suites))('%s', (suite, cases) => {
    it.each(cases.map(({ title }) => title))('%s', async (title) => {
      const body = JSON.stringify({ suite, title });
      const answer = await fetch(`${workerd.origin}/case`, { method: 'POST', body });
      expect(await answer.json()).toEqual({ failure: null });
    });
  });
});

describe('when D1 loses an answer', () => {
  beforeEach(() => emptyTables(database));

  it.each<[readonly Trouble[]]>([
    [['lost before it ran']],
    [['lost after it ran']],
    [['lost after it ran', 'lost before it ran', 'lost after it ran']],
  ])('a change is done once and known to be done: %j', async (troubles) => {
    const stores = await openD1Stores(behindBadLine(troubles));
    expect(await stores.inbox.receive(SCOPE, event('evt_1'))).toBe('stored');
    expect(await stores.inbox.receive(SCOPE, event('evt_1'))).toBe('duplicate');
  });

  it('a change that a guard undid is still undone when it is tried again', async () => {
    const sound = await openD1Stores(database);
    await sound.inbox.receive(SCOPE, event('evt_1'));
    const stores = await openD1Stores(behindBadLine(['lost before it ran']));
    expect(await stores.inbox.receive(SCOPE, event('evt_1'))).toBe('duplicate');
  });

  it('a database that stays away is STORE_UNAVAILABLE, with the cause', async () => {
    const stores = await openD1Stores(behindBadLine(Array<Trouble>(4).fill('lost before it ran')));
    const failure: unknown = await stores.inbox
      .receive(SCOPE, event('evt_1'))
      .catch((error: unknown) => error);
    expect(isHsxError(failure, 'STORE_UNAVAILABLE')).toBe(true);
    expect((failure as Error).cause).toMatchObject({
      message: expect.stringContaining('connection lost') as string,
    });
  });
});

describe('the bookkeeping on D1', () => {
  beforeEach(() => emptyTables(database));

  it('leaves no guard behind, and forgets the notes of commits after an hour', async () => {
    const longAgo = (Date.now() - 2 * 3_600_000).toString(36).padStart(9, '0');
    await database.batch([database.prepare('INSERT INTO commits (id) VALUES (?)').bind(`${longAgo}-x`)]);
    const { inbox } = await openD1Stores(database);
    for (const id of ['evt_1', 'evt_1', 'evt_2']) await inbox.receive(SCOPE, event(id));
    expect(await select('SELECT count(*) AS rows FROM guards')).toEqual([{ rows: 0 }]);
    expect(await select('SELECT count(*) AS rows FROM commits')).toEqual([{ rows: 2 }]);
  });

  it('erases a portal whatever number of customers it had', async () => {
    const { billing, inbox, admin } = await openD1Stores(database);
    const account = buildAccount();
    const nothing = { journal: [], effects: [], closedEventIds: [], releasedCustomerIds: [] };
    const rest = { ...nothing, isCustomerKept: false, now: NOW };
    const trialClaims = { claimed: [], released: [] };
    await billing.commit({ account, expectedVersion: 0, trialClaims, ...rest });
    await inbox.receive(SCOPE, { ...event('evt_1'), customerId: 'cus_249' });
    const customerIds = Array.from({ length: 250 }, (_, number) => `cus_${number}`);
    const wish = { key: ACCOUNT_KEY, expectedVersion: 1, customerIds, emptied: account };
    expect(await admin.erasable(wish)).toEqual({ inbox: 1 });
    expect(await admin.erase(wish)).toBe(true);
    expect(await admin.erasable(wish)).toEqual({});
  });
});

describe('the schema on D1', () => {
  beforeEach(dropTables);

  it('is brought up to date once by isolates that start at the same moment', async () => {
    const all = await Promise.all(Array.from({ length: 5 }, () => openD1Stores(database)));
    const receipts = await Promise.all(all.map(({ inbox }) => inbox.receive(SCOPE, event('evt_1'))));
    expect(receipts.toSorted()).toEqual(['duplicate', 'duplicate', 'duplicate', 'duplicate', 'stored']);
    const ids = await select<{ id: string }>('SELECT id FROM migrations ORDER BY id');
    expect(ids.map(({ id }) => `${id}.sql`)).toEqual(d1MigrationFiles.map(({ name }) => name));
  });

  it('is the same when it was made from the files, and found done then', async () => {
    for (const { sql } of d1MigrationFiles) {
      const statements = sql.split(';\n').filter((statement) => statement.trim() !== '');
      await database.batch(statements.map((statement) => database.prepare(statement)));
    }
    const fromFiles = await select('SELECT name, sql FROM sqlite_master ORDER BY name');
    const { inbox } = await openD1Stores(database);
    expect(await inbox.receive(SCOPE, event('evt_1'))).toBe('stored');
    expect(await select('SELECT name, sql FROM sqlite_master ORDER BY name')).toEqual(fromFiles);
  });
});

async function dropTables(): Promise<void> {
  const tables = await select<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'");
  const own = tables.filter(({ name }) => !/^(?:_cf|sqlite)_/.test(name));
  await database.batch(own.map(({ name }) => database.prepare(`DROP TABLE "${name}"`)));
}
