/** What comes together goes to PostgreSQL together, and nobody notices it by anything but the time it takes. */
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../../../../tests/support/postgres.js';
import { MINUTE_MS } from '../../src/kernel/instant.js';
import type { Executor } from '../../src/store/executor.js';
import { groupedBilling, groupedInbox } from '../../src/store/postgres/grouped-stores.js';
import { openPostgresStores, type PostgresStores } from '../../src/store/postgres/index.js';
import { openPostgres } from '../../src/store/postgres/postgres-executor.js';
import { postgres } from '../../src/store/postgres/postgres-sql.js';
import { createStores } from '../../src/store/stores.js';
import { buildCustomer } from '../../src/testing/build-account.js';
import {
  accountOf,
  changeOf,
  eventOf,
  mailOf,
  STORE_NOW,
  STORE_SCOPE,
} from '../../src/testing/store-wishes.js';
import { hsxErrorOf } from '../hubspot/hsx-error-of.js';

let database: FreshDatabase;
const toClose: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  await (await openPostgresStores(database.url)).close();
});
beforeEach(() => database.empty());
afterEach(() => Promise.all(toClose.splice(0).map((each) => each.close())));
afterAll(() => database.drop());

/** Stores that count what they ask of the server. */
function open() {
  const executor = openPostgres(database.url);
  toClose.push(executor);
  const asked = { statements: 0 };
  const counting: Executor = {
    ...executor,
    all(query, isolation) {
      asked.statements += 1;
      return executor.all(query, isolation);
    },
  };
  const stores = createStores(counting, postgres);
  return {
    asked,
    outbox: stores.outbox,
    billing: groupedBilling(stores.billing, counting),
    inbox: groupedInbox(stores.inbox, counting),
  };
}

const PORTALS = ['1', '2', '3', '4'];
const customerOf = (portalId: string) => ({ customerId: `cus_${portalId}`, mappedAt: 0 });
const accountFor = (portalId: string, more = {}) =>
  accountOf(portalId, { customer: customerOf(portalId), ...more });
const plain = (portalId: string, expectedVersion: number, more = {}) =>
  changeOf(accountFor(portalId), { expectedVersion, isCustomerKept: true, ...more });

async function mapAll({ billing }: Pick<PostgresStores, 'billing'>): Promise<void> {
  for (const portalId of PORTALS) await billing.commit(changeOf(accountFor(portalId)));
}

describe('webhooks that arrive together', () => {
  it('are stored by one statement; of one id twice one is stored', async () => {
    const { inbox, asked } = open();
    await inbox.receive(STORE_SCOPE, eventOf('evt_0'));
    asked.statements = 0;
    const ids = ['evt_2', 'evt_1', 'evt_0', 'evt_1', 'evt_\u0000\u0001'];
    const live = { ...STORE_SCOPE, mode: 'live' as const };
    const receipts = await Promise.all([
      ...ids.map((id) => inbox.receive(STORE_SCOPE, eventOf(id))),
      inbox.receive(live, eventOf('evt_0'), STORE_NOW + MINUTE_MS),
    ]);
    expect(receipts).toEqual(['stored', 'stored', 'duplicate', 'duplicate', 'stored', 'stored']);
    expect(asked.statements).toBe(1);
    const wish = { now: STORE_NOW, limit: 10, leaseMs: 1 };
    const claimed = (await inbox.claim(STORE_SCOPE, wish)).map(({ eventId }) => eventId);
    expect(claimed.toSorted()).toEqual(['evt_\u0000\u0001', 'evt_0', 'evt_1', 'evt_2']);
    expect(await inbox.claim(live, wish)).toEqual([]);
  });

  it('fail alone when the server takes one of them not', async () => {
    const { inbox } = open();
    const bad = eventOf('evt_bad', { receivedAt: 1.5 });
    const [good, refused] = await Promise.allSettled([
      inbox.receive(STORE_SCOPE, eventOf('evt_1')),
      hsxErrorOf(() => inbox.receive(STORE_SCOPE, bad)),
    ]);
    expect(good).toMatchObject({ value: 'stored' });
    expect(refused).toMatchObject({ value: { code: 'STORE_UNAVAILABLE' } });
  });
});

describe('accounts that are asked for together', () => {
  it('are read by one statement, each with its own open events, and an empty one for a portal never seen', async () => {
    const { billing, inbox, asked } = open();
    await mapAll({ billing });
    for (const portalId of ['1', '3', '3']) {
      const eventId = `evt_${portalId}_${asked.statements}`;
      await inbox.receive(STORE_SCOPE, eventOf(eventId, { customerId: `cus_${portalId}` }));
    }
    asked.statements = 0;
    const keys = ['3', '2', '9', '1', '3'].map((portalId) => ({ ...STORE_SCOPE, portalId }));
    const loaded = await Promise.all(keys.map((key) => billing.load(key)));
    expect(asked.statements).toBe(1);
    expect(loaded.map(({ account }) => account.key)).toEqual(keys);
    expect(loaded.map(({ version }) => version)).toEqual([1, 1, 0, 1, 1]);
    expect(loaded.map(({ openEventIds }) => openEventIds.length)).toEqual([2, 0, 0, 1, 2]);
  });

  it('are found by their customers with one statement', async () => {
    const { billing, asked } = open();
    await mapAll({ billing });
    asked.statements = 0;
    const customers = ['cus_2', 'cus_nobody', 'cus_1'];
    const found = await Promise.all(customers.map((each) => billing.portalOf(STORE_SCOPE, each)));
    expect([found, asked.statements]).toEqual([['2', null, '1'], 1]);
  });
});

describe('accounts that are written together', () => {
  it('are one statement, and each is written or not by its own version, with all that belongs to it', async () => {
    const { billing, inbox, outbox, asked } = open();
    await mapAll({ billing });
    for (const portalId of PORTALS) {
      await inbox.receive(STORE_SCOPE, eventOf(`evt_${portalId}`, { customerId: `cus_${portalId}` }));
    }
    asked.statements = 0;
    const results = await Promise.all(
      PORTALS.map((portalId) =>
        billing.commit(
          plain(portalId, portalId === '3' ? 7 : 1, {
            journal: [{ at: STORE_NOW, cause: 'observed', summary: `portal ${portalId}` }],
            effects: [mailOf(`mail:${portalId}`), mailOf('mail:of all')],
            closedEventIds: [`evt_${portalId}`],
          }),
        ),
      ),
    );
    expect([results, asked.statements]).toEqual([['committed', 'committed', 'conflict', 'committed'], 1]);
    for (const portalId of PORTALS) {
      const key = { ...STORE_SCOPE, portalId };
      const { version, openEventIds } = await billing.load(key);
      const lines = (await billing.journal(key, 9)).map(({ summary, eventId }) => [summary, eventId]);
      const written = [2, [], [[`portal ${portalId}`, `evt_${portalId}`]]];
      expect([version, openEventIds, lines]).toEqual(portalId === '3' ? [1, ['evt_3'], []] : written);
    }
    const mails = await outbox.claim(STORE_SCOPE, { now: STORE_NOW, limit: 9, leaseMs: 1 });
    const keys = mails.map(({ effect }) => effect.key).toSorted();
    expect(keys).toEqual(['mail:1', 'mail:2', 'mail:4', 'mail:of all']);
  });

  it('wait for no account but their own: one that somebody has locked holds up its own commit alone', async () => {
    const { billing } = open();
    await mapAll({ billing });
    const other = new Client({ connectionString: database.url });
    await other.connect();
    await other.query('BEGIN');
    await other.query("SELECT 1 FROM accounts WHERE portal_id = '2' FOR UPDATE");
    let isHeldUp = true;
    const held = billing.commit(plain('2', 1)).finally(() => (isHeldUp = false));
    const others = ['1', '3', '4'].map((portalId) => billing.commit(plain(portalId, 1)));
    expect(await Promise.all(others)).toEqual(['committed', 'committed', 'committed']);
    expect(isHeldUp).toBe(true);
    await other.query('ROLLBACK');
    expect(await held).toBe('committed');
    await other.end();
  });

  it('keep what is said of an account also when half a letter is in it, as a commit that goes alone does', async () => {
    const { billing, inbox } = open();
    await mapAll({ billing });
    const journal = [{ at: STORE_NOW, cause: 'partner', summary: 'order 81 \ud83d' }];
    expect(await billing.commit(plain('1', 1, { journal }))).toBe('committed');
    const [entry] = await billing.journal(accountFor('1').key, 1);
    expect(entry?.summary).toBe('order 81 \ufffd');
    expect(await inbox.receive(STORE_SCOPE, eventOf('evt_half', { type: 'a\ud83d' }))).toBe('stored');
  });

  it('let one of two win that name the same version', async () => {
    const { billing } = open();
    await mapAll({ billing });
    const results = await Promise.all([1, 2].map(() => billing.commit(plain('1', 1))));
    expect(results.toSorted()).toEqual(['committed', 'conflict']);
    expect((await billing.load({ ...STORE_SCOPE, portalId: '1' })).version).toBe(2);
  });

  it('go apart when they map a customer, claim a trial or raise an alert anew', async () => {
    const { billing } = open();
    await mapAll({ billing });
    const taken = buildCustomer({ key: { ...STORE_SCOPE, portalId: '1' }, customer: customerOf('2') });
    const results = await Promise.all([
      billing.commit(changeOf(taken, { expectedVersion: 1 })),
      billing.commit(plain('2', 1)),
    ]);
    expect(results).toEqual(['customerTaken', 'committed']);
  });

  it('by several processes at once, in any order, are each written once a version', async () => {
    const processes = [open(), open(), open()];
    await mapAll(processes[0]!);
    for (let version = 1; version <= 10; version++) {
      const commits = processes.flatMap(({ billing }, at) => {
        const portals = at % 2 === 0 ? PORTALS : PORTALS.toReversed();
        return portals.map(
          async (portalId) => `${portalId} ${await billing.commit(plain(portalId, version))}`,
        );
      });
      const won = (await Promise.all(commits)).filter((result) => result.endsWith('committed'));
      expect(won.toSorted()).toEqual(PORTALS.map((portalId) => `${portalId} committed`));
    }
  });
});
