/** How many counts a second one process makes: of one portal's one counter, and of a thousand portals' counters: as many
 * bare upserts beside it, asked at once by the same driver (better-sqlite3 does them one after the other). */
import { join } from 'node:path';
import { createGate, GATE } from '../packages/sdk/dist/billing/gate.js';
import { usageAnchorsOf, billingAnchorOf } from '../packages/sdk/dist/billing/limits/account-anchors.js';
import { consume as count } from '../packages/sdk/dist/billing/limits/consume.js';
import { USAGE } from '../packages/sdk/dist/billing/limits/usage-desk.js';
import { createRules } from '../packages/sdk/dist/billing/rules.js';
import { openPostgresStores } from '../packages/sdk/dist/store/postgres/index.js';
import { createPool } from '../packages/sdk/dist/store/postgres/postgres-pool.js';
import { openSqliteStores } from '../packages/sdk/dist/store/sqlite/index.js';
import { buildBillingConfig, buildPlan } from '../packages/sdk/dist/testing/index.js';
import { fillAccounts, KEYS } from './support/accounts.mjs';
import { fillPostgres } from './support/fill-postgres.mjs';
import { interleave, rounded } from './support/interleave.mjs';
import { withPostgres } from './support/start-postgres.mjs';
import { withFolder } from './support/with-folder.mjs';
import { openSqliteFloor } from './support/open-floor.mjs';

const PORTALS = 1_000;
const AT_ONCE = 50;
const TABLE = 'CREATE TABLE counters (id INTEGER PRIMARY KEY, used INTEGER NOT NULL)';
const LIMIT = 'records_per_month';
const rules = createRules(
  buildBillingConfig({
    plans: ['team'],
    plan: { team: buildPlan('team', { limits: { [LIMIT]: 1_000_000_000 } }) },
  }),
  { mode: 'test', isHandWired: false },
);

/** Answers the figures of SQLite and PostgreSQL. */
export const consume = async () => [...(await withFolder(onSqlite)), ...(await withPostgres(onPostgres))];

async function onSqlite(folder) {
  const file = join(folder, 'consume.sqlite');
  (await openSqliteStores(file)).close();
  fillAccounts(file, PORTALS);
  const stores = await openSqliteStores(file);
  const floor = openSqliteFloor(folder, TABLE);
  const statement = floor.prepare(upsertWith('?'));
  const figures = await measure({ store: 'SQLite', stores, upsert: (id) => statement.run(id) });
  stores.close();
  floor.close();
  return figures;
}

async function onPostgres(postgres) {
  const url = await postgres.createDatabase('consume');
  const stores = await openPostgresStores(url);
  await fillPostgres(url, PORTALS);
  const floor = createPool(await postgres.createDatabase('floor'));
  await floor.query(TABLE);
  const text = upsertWith('$1');
  const upsert = (id) => floor.query({ name: 'floor', text, values: [id] });
  const figures = await measure({ store: 'PostgreSQL', stores, upsert });
  await stores.close();
  await floor.end();
  return figures;
}

async function measure({ store, stores, upsert }) {
  const contexts = await Promise.all(KEYS.slice(0, PORTALS).map((key) => contextOf(stores, key)));
  const together = (countOne, placeOf) => (round) =>
    Promise.all(Array.from({ length: AT_ONCE }, (_unused, at) => countOne(placeOf(round, at))));
  const counted = (place) => count(contexts[place], LIMIT, 1);
  const kinds = {
    'one counter': () => 0,
    [`${PORTALS} portals`]: (round, at) => (round * AT_ONCE + at) % PORTALS,
  };
  const contenders = Object.entries(kinds).flatMap(([kind, placeOf]) => [
    [`floor, ${kind}`, together(upsert, placeOf)],
    [kind, together(counted, placeOf)],
  ]);
  const micros = await interleave(Object.fromEntries(contenders), { samples: 11, times: 5 });
  const perSecond = (name) => Math.round((AT_ONCE * 1e6) / micros[name]);
  return Object.keys(kinds).map((kind) => ({
    name: `consume, ${kind}, ${AT_ONCE} at once`,
    store,
    'counts/s': perSecond(kind),
    'bare upsert/s': perSecond(`floor, ${kind}`),
    ratio: rounded(micros[`floor, ${kind}`] / micros[kind]),
  }));
}

async function contextOf(stores, key) {
  const { account, entitlement } = await stores.billing.read(key);
  const clock = { now: Date.now };
  const desk = {
    key,
    ledger: stores.usage,
    anchors: usageAnchorsOf(account, Date.now()),
    billingAnchorAt: billingAnchorOf(account),
    customerId: account.customer.customerId,
    mailTo: null,
    countGauge: () => Promise.resolve(null),
  };
  const read = () => Promise.resolve(entitlement);
  return {
    [GATE]: createGate({ rules, clock, read, wantObservation: () => undefined }),
    [USAGE]: () => desk,
  };
}

const upsertWith = (place) =>
  `INSERT INTO counters VALUES (${place}, 1) ON CONFLICT (id) DO UPDATE SET used = counters.used + 1 WHERE counters.used < 1000000000`;
if (import.meta.main) console.table(await consume());
