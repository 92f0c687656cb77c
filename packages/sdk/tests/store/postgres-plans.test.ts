import type { CompiledQuery } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../../../../tests/support/postgres.js';
import { MINUTE_MS } from '../../src/kernel/instant.js';
import { selectOpenEventIds, selectReading } from '../../src/store/accounts.js';
import { createBillingStore } from '../../src/store/billing-store.js';
import type { Executor } from '../../src/store/executor.js';
import { createInbox } from '../../src/store/inbox.js';
import { createListedSubscriptions } from '../../src/store/listed-subscriptions.js';
import { createMeterLedger } from '../../src/store/meter-ledger.js';
import { createOutbox } from '../../src/store/outbox.js';
import { openPostgresStores } from '../../src/store/postgres/index.js';
import { commitTogether } from '../../src/store/postgres/commit-together.js';
import { loadTogether } from '../../src/store/postgres/load-together.js';
import { findPortalsTogether } from '../../src/store/postgres/portals-together.js';
import { postgres } from '../../src/store/postgres/postgres-sql.js';
import { createSyncRunStore } from '../../src/store/sync-runs.js';
import { createUsageLedger } from '../../src/store/usage-ledger.js';
import { ACCOUNT_KEY, buildCustomer } from '../../src/testing/build-account.js';
import { changeOf, STORE_NOW, STORE_SCOPE } from '../../src/testing/store-wishes.js';

/** What a year leaves behind: nothing of it is open or due. */
const ROWS = 5_000;
const { app, mode } = STORE_SCOPE;
const PAST = [
  `INSERT INTO accounts SELECT '${app}', '${mode}', n::text, 1, ${STORE_NOW} + n, NULL, '{}' FROM generate_series(1, ${ROWS}) n`,
  `INSERT INTO customers SELECT '${app}', '${mode}', 'cus_' || n, n::text, 1 FROM generate_series(1, ${ROWS}) n`,
  `INSERT INTO inbox SELECT '${app}', '${mode}', 'evt_' || n, 't', 'cus_' || n, ${STORE_NOW}, NULL, 0, 0, 'done', 0, ${STORE_NOW} FROM generate_series(1, ${ROWS}) n`,
  `INSERT INTO outbox SELECT '${app}', '${mode}', 'key ' || n, n::text, '{}', ${STORE_NOW}, 'delivered', 0, ${STORE_NOW} FROM generate_series(1, ${ROWS}) n`,
  `INSERT INTO usage_slices SELECT '${app}', '${mode}', n::text, 'records', 'cus_' || n, ${STORE_NOW}, ${STORE_NOW} + 1, 1, 'reported', 0, ${STORE_NOW} FROM generate_series(1, ${ROWS}) n`,
  `INSERT INTO usage_windows SELECT '${app}', '${mode}', n::text, 'records', ${STORE_NOW}, ${STORE_NOW} + n, 1 FROM generate_series(1, ${ROWS}) n`,
  `INSERT INTO usage_keys SELECT '${app}', '${mode}', n::text, 'records', 'key', ${STORE_NOW}, NULL, 1, 0, ${STORE_NOW} + n FROM generate_series(1, ${ROWS}) n`,
  `INSERT INTO sync_runs SELECT '${app}', '${mode}', n::text, 'contacts', ${STORE_NOW} + n, NULL, 0, NULL FROM generate_series(1, ${ROWS}) n`,
  `INSERT INTO listed_subscriptions SELECT '${app}', '${mode}', ${STORE_NOW}, 'sub_' || n FROM generate_series(1, ${ROWS}) n`,
  'ANALYZE',
];

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await (await openPostgresStores(database.url)).close();
  for (const statement of PAST) await database.run(statement);
});
afterAll(() => database.drop());

/** The plans of whatever the work asks; it is answered nothing. */
async function plansOf(work: (executor: Executor) => Promise<unknown>): Promise<readonly string[]> {
  const plans: string[] = [];
  const explain = async ({ sql, parameters }: CompiledQuery): Promise<[]> => {
    const lines = await database.run<{ 'QUERY PLAN': string }>(`EXPLAIN ${sql}`, parameters);
    plans.push(lines.map((line) => line['QUERY PLAN']).join('\n'));
    return [];
  };
  const executor = { all: explain, atomic: () => Promise.resolve(null), migrate: () => Promise.resolve() };
  await work(executor);
  return plans;
}

const CLAIM = { now: STORE_NOW, limit: 20, leaseMs: MINUTE_MS };
const TEN_KEYS = Array.from({ length: 10 }, (_unused, at) => ({ ...ACCOUNT_KEY, portalId: `${at + 1}` }));
const LOOKS: Readonly<Record<string, (executor: Executor) => Promise<unknown>>> = {
  'the gate’s row': (executor) => executor.all(selectReading(postgres, ACCOUNT_KEY)),
  'a portal’s open events': (executor) => executor.all(selectOpenEventIds(postgres, ACCOUNT_KEY)),
  'accounts that are read together': (executor) => loadTogether(executor, TEN_KEYS),
  'portals that are found together': (executor) =>
    findPortalsTogether(
      executor,
      TEN_KEYS.map(({ portalId }) => ({ scope: STORE_SCOPE, customerId: `cus_${portalId}` })),
    ),
  'accounts that are written together': (executor) =>
    commitTogether(
      executor,
      TEN_KEYS.map((key) =>
        changeOf(buildCustomer({ key }), { expectedVersion: 1, closedEventIds: ['evt_1'] }),
      ),
    ),
  'due accounts': (executor) => createBillingStore(executor, postgres).claimDue(STORE_SCOPE, CLAIM),
  'stored webhooks': (executor) => createInbox(executor, postgres).claim(STORE_SCOPE, CLAIM),
  'the next portal’s event': (executor) =>
    createInbox(executor, postgres).claimTurn(STORE_SCOPE, { ...CLAIM, after: null }),
  'old bodies': (executor) => createInbox(executor, postgres).dropBodies(STORE_SCOPE, STORE_NOW),
  effects: (executor) => createOutbox(executor, postgres).claim(STORE_SCOPE, CLAIM),
  'hours of usage': (executor) => createMeterLedger(executor, postgres).claim(STORE_SCOPE, CLAIM),
  'hours to close': (executor) => createMeterLedger(executor, postgres).seal(STORE_SCOPE, STORE_NOW),
  'the next turn of a sync': (executor) =>
    createSyncRunStore(executor, postgres).claim(STORE_SCOPE, { ...CLAIM, syncIds: ['contacts'] }),
  'a page of listed subscriptions': (executor) =>
    createListedSubscriptions(executor, postgres).listed(STORE_SCOPE, {
      listing: STORE_NOW + 1,
      subscriptionIds: Array.from({ length: 80 }, (_, number) => `sub_${number}`),
    }),
  'old counters': (executor) =>
    createUsageLedger(executor, postgres).forget(STORE_SCOPE, { now: STORE_NOW, endedBefore: 0 }),
};

describe('what a tick and a request look for is found by an index on PostgreSQL, however much there was before', () => {
  it.each(Object.entries(LOOKS))('%s', async (_name, look) => {
    const plans = await plansOf(look);
    expect(plans).not.toEqual([]);
    for (const plan of plans) {
      expect(plan).toContain('Index Cond');
      expect(plan).not.toContain('Seq Scan');
    }
  });
});
