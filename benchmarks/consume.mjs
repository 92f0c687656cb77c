/** How many counts a second one process makes: of one portal's one counter, and of a thousand portals' counters, beside a bare upsert. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createGate, GATE } from '../packages/sdk/dist/billing/gate.js';
import { usageAnchorsOf, billingAnchorOf } from '../packages/sdk/dist/billing/limits/account-anchors.js';
import { consume as count } from '../packages/sdk/dist/billing/limits/consume.js';
import { USAGE } from '../packages/sdk/dist/billing/limits/usage-desk.js';
import { createRules } from '../packages/sdk/dist/billing/rules.js';
import { openSqliteStores } from '../packages/sdk/dist/store/sqlite/index.js';
import { buildBillingConfig, buildPlan } from '../packages/sdk/dist/testing/index.js';
import { fillAccounts, KEYS } from './support/accounts.mjs';
import { interleave, rounded } from './support/interleave.mjs';
import { withFolder } from './support/with-folder.mjs';

const PORTALS = 1_000;
const AT_ONCE = 50;
const LIMIT = 'records_per_month';
const rules = createRules(
  buildBillingConfig({
    plans: ['team'],
    plan: { team: buildPlan('team', { limits: { [LIMIT]: 1_000_000_000 } }) },
  }),
  { mode: 'test', isHandWired: false },
);

/** Answers the figures of SQLite. */
export const consume = () =>
  withFolder(async (folder) => {
    const file = join(folder, 'consume.sqlite');
    (await openSqliteStores(file)).close();
    fillAccounts(file, PORTALS);
    const stores = await openSqliteStores(file);
    const contexts = await Promise.all(KEYS.slice(0, PORTALS).map((key) => contextOf(stores, key)));
    const floor = openFloor(join(folder, 'floor.sqlite'));
    const manyOf = (portalOf) => (round) =>
      Promise.all(
        Array.from({ length: AT_ONCE }, (_unused, at) => count(contexts[portalOf(round, at)], LIMIT, 1)),
      );
    const contenders = {
      floor: () => floor.count(AT_ONCE),
      hot: manyOf(() => 0),
      spread: manyOf((round, at) => (round * AT_ONCE + at) % PORTALS),
    };
    const micros = await interleave(contenders, { samples: 15, times: 20 });
    stores.close();
    floor.close();
    const perSecond = (name) => Math.round((AT_ONCE * 1e6) / micros[name]);
    return ['hot', 'spread'].map((name) => ({
      name: `consume, ${name === 'hot' ? 'one counter' : `${PORTALS} portals`}, ${AT_ONCE} at once`,
      store: 'SQLite',
      'counts/s': perSecond(name),
      'bare upsert, one by one/s': perSecond('floor'),
      ratio: rounded(micros.floor / micros[name]),
    }));
  });

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

function openFloor(file) {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('CREATE TABLE counters (id TEXT PRIMARY KEY, used INTEGER NOT NULL)');
  const upsert = database.prepare(
    'INSERT INTO counters VALUES (?, 1) ON CONFLICT (id) DO UPDATE SET used = used + 1 WHERE used < 1000000000',
  );
  return {
    count: (times) => {
      for (let time = 0; time < times; time++) upsert.run('one');
    },
    close: () => database.close(),
  };
}
if (import.meta.main) console.table(await consume());
