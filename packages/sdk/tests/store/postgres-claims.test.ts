/** Several processes on one PostgreSQL, each with connections of its own, ask for the same work at the same instant. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../../../../tests/support/postgres.js';
import { MINUTE_MS } from '../../src/kernel/instant.js';
import { openPostgresStores, type PostgresStores } from '../../src/store/postgres/index.js';
import { ACCOUNT_KEY } from '../../src/testing/build-account.js';
import {
  accountOf,
  changeOf,
  eventOf,
  mailOf,
  STORE_NOW,
  STORE_SCOPE,
} from '../../src/testing/store-wishes.js';

const PROCESSES = 4;
const ROUNDS = 3;
const WISH = { now: STORE_NOW, limit: 5, leaseMs: MINUTE_MS };

let database: FreshDatabase;
let processes: readonly PostgresStores[];

beforeAll(async () => {
  database = await freshDatabase();
  processes = await Promise.all(
    Array.from({ length: PROCESSES }, () => openPostgresStores(database.url, { maxConnections: 4 })),
  );
});
beforeEach(() => database.empty());
afterAll(async () => {
  await Promise.all(processes.map((stores) => stores.close()));
  await database.drop();
});

/** What each of many simultaneous claims got, by id. */
async function claimAtOnce<T>(
  claim: (stores: PostgresStores) => Promise<readonly T[]>,
  idOf: (row: T) => string,
): Promise<readonly (readonly string[])[]> {
  const claims = Array.from({ length: PROCESSES * ROUNDS }, (_, at) => claim(processes[at % PROCESSES]!));
  return (await Promise.all(claims)).map((rows) => rows.map(idOf));
}

function expectShared(claims: readonly (readonly string[])[], total: number): void {
  const all = claims.flat();
  expect(new Set(all).size).toBe(all.length);
  expect(Math.max(...claims.map((rows) => rows.length))).toBe(WISH.limit);
  expect(all.length).toBe(total);
}

describe('processes that claim at once', () => {
  const total = WISH.limit * PROCESSES * ROUNDS;

  it('share the stored webhooks and the effects, none of them twice, and never more than the limit', async () => {
    const { inbox, outbox } = processes[0]!;
    for (let at = 0; at < total; at++) {
      await inbox.receive(STORE_SCOPE, eventOf(`evt_${at}`));
      await outbox.add(STORE_SCOPE, { portalId: null, effect: mailOf(`mail:${at}`), now: STORE_NOW });
    }
    expectShared(
      await claimAtOnce(
        (own) => own.inbox.claim(STORE_SCOPE, WISH),
        ({ eventId }) => eventId,
      ),
      total,
    );
    const mails = await claimAtOnce(
      (own) => own.outbox.claim(STORE_SCOPE, WISH),
      ({ effect }) => effect.key,
    );
    expectShared(mails, total);
  });

  it('share the accounts that are due, and have them again when a lease has lapsed', async () => {
    const { billing } = processes[0]!;
    for (let at = 1; at <= total; at++)
      await billing.commit(changeOf(accountOf(`${at}`, { dueAt: STORE_NOW })));
    const due = (now: number) => (own: PostgresStores) => own.billing.claimDue(STORE_SCOPE, { ...WISH, now });
    expectShared(await claimAtOnce(due(STORE_NOW), ({ portalId }) => portalId), total);
    expectShared(await claimAtOnce(due(STORE_NOW + WISH.leaseMs), ({ portalId }) => portalId), total);
  });

  it('share the hours of metered usage', async () => {
    const { usage, meterLedger } = processes[0]!;
    for (let at = 0; at < total; at++) await usage.consume(meteredHour(`cus_${at}`));
    await meterLedger.seal(STORE_SCOPE, STORE_NOW);
    const slices = await claimAtOnce(
      (own) => own.meterLedger.claim(STORE_SCOPE, WISH),
      ({ slice }) => slice.customerId,
    );
    expectShared(slices, total);
  });

  it('have one event of a portal at a time, and one of its syncs', async () => {
    const { inbox, syncRuns } = processes[0]!;
    const portals = ['1', '2', '3'];
    for (const portalId of portals) {
      for (const event of ['a', 'b', 'c']) {
        const more = { portalId, customerId: null, needsObservation: false, needsHandlers: true };
        await inbox.receive(STORE_SCOPE, eventOf(`${portalId}${event}`, more));
      }
    }
    const syncIds = ['contacts', 'deals', 'notes'];
    await syncRuns.enroll(STORE_SCOPE, { portalIds: portals, syncIds, now: STORE_NOW });
    const turns = await claimAtOnce(
      async (own) =>
        [await own.inbox.claimTurn(STORE_SCOPE, { ...WISH, after: null })].filter((row) => row !== null),
      ({ portalId }) => portalId,
    );
    expect(turns.flat().toSorted()).toEqual(portals);
    const syncs = await claimAtOnce(
      async (own) =>
        [await own.syncRuns.claim(STORE_SCOPE, { ...WISH, syncIds })].filter((row) => row !== null),
      ({ key }) => key.portalId,
    );
    expect(syncs.flat().toSorted()).toEqual(portals);
  });
});

function meteredHour(customerId: string) {
  const hour = { startsAt: STORE_NOW - 2 * MINUTE_MS, endsAt: STORE_NOW - MINUTE_MS };
  return {
    key: ACCOUNT_KEY,
    limit: 'records',
    window: { startsAt: STORE_NOW - 10 * MINUTE_MS, endsAt: STORE_NOW + MINUTE_MS },
    amount: 1,
    allowed: -1,
    once: null,
    meter: { customerId, ...hour },
    tellings: [],
    now: STORE_NOW,
  } as const;
}
