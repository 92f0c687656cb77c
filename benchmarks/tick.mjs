/**
 * What one tick costs beside the number of portals: the same hundred due accounts among ten thousand and among a million, in turn. Fails when a
 * tick touches any other account, or when the plan of its query reads more than the index.
 */
import { emptyAccount } from '../packages/sdk/dist/billing/account.js';
import { tick as runTick } from '../packages/sdk/dist/billing/shell/tick.js';
import { SCOPE } from './support/accounts.mjs';
import { engineOn } from './support/engine.mjs';
import { median, rounded } from './support/interleave.mjs';
import { fillStatements, portalIdOf } from './support/portals.mjs';
import { withPostgres } from './support/start-postgres.mjs';
import { openPostgresDatabase, openSqliteDatabase } from './support/tick-databases.mjs';
import { withFolder } from './support/with-folder.mjs';

const { performance } = globalThis;
const DUE = 100;
const ROUNDS = 9;
const SIZES = [10_000, 1_000_000];
const NOW = Date.UTC(2026, 10, 20, 9);
const DAY_MS = 86_400_000;

/** Answers the figures of SQLite and PostgreSQL. Throws when a tick does more than what is due. */
export const tick = async (sizes = SIZES) => [
  ...(await withFolder((folder) => measure('SQLite', sizes, openSqliteDatabase(folder)))),
  ...(await withPostgres((postgres) => measure('PostgreSQL', sizes, openPostgresDatabase(postgres)))),
];

async function measure(store, sizes, open) {
  const contenders = [];
  try {
    for (const accounts of sizes) contenders.push(await prepare(await open(`tick_${accounts}`), accounts));
    for (let round = 0; round <= ROUNDS; round++) {
      for (const contender of contenders) await runRound(contender, round);
    }
    for (const contender of contenders) await check(contender);
  } finally {
    for (const { database } of contenders) await database.close();
  }
  return contenders.map((contender) => figureOf(store, contender, contenders[0]));
}

function figureOf(store, { accounts, busyMs, idleMs }, first) {
  return {
    name: `tick, ${DUE} due of ${accounts.toLocaleString('en-US')} accounts`,
    store,
    ms: rounded(median(busyMs)),
    'ms with nothing due': rounded(median(idleMs)),
    [`beside ${first.accounts.toLocaleString('en-US')}`]: rounded(median(busyMs) / median(first.busyMs)),
  };
}

/** Grants that have just run out are due: they need no provider. All others are due later, or never. */
async function prepare(database, accounts) {
  const dueAt = `CASE WHEN i % 2 = 0 THEN ${NOW + DAY_MS} + i END`;
  const [accountsOnly] = fillStatements(accounts, { accountOf: (index) => accountOf(index, []), dueAt });
  await database.run(accountsOnly);
  await database.run('ANALYZE accounts');
  const clock = { now: () => NOW };
  const engine = engineOn(database.stores, { clock, wallClock: clock });
  return { accounts, database, engine, busyMs: [], idleMs: [] };
}

/** The first round warms up and does not count. */
async function runRound({ accounts, database, engine, busyMs, idleMs }, round) {
  await database.run(makeDue(accounts));
  const busy = await timed(() => runTick(engine));
  const idle = await timed(() => runTick(engine));
  if (round === 0) return;
  busyMs.push(busy);
  idleMs.push(idle);
}

function makeDue(accounts) {
  const grant = { grantId: 'grant_1', source: 'invoice', plan: 'scale', reason: 'bench', actor: 'bench' };
  const ranOut = [{ ...grant, givenAt: NOW - DAY_MS, until: NOW - 1 }];
  return Array.from({ length: DUE }, (_unused, place) => place * Math.floor(accounts / DUE))
    .map(
      (index) => `UPDATE accounts
        SET due_at = ${NOW - 1}, entitlement = NULL, document = '${JSON.stringify(accountOf(index, ranOut))}'
        WHERE app = '${SCOPE.app}' AND mode = '${SCOPE.mode}' AND portal_id = '${portalIdOf(index)}'`,
    )
    .join(';\n');
}

async function check({ accounts, database }) {
  const touched = await database.count('SELECT count(*) AS count FROM accounts WHERE version <> 1');
  if (touched !== DUE) throw new Error(`${touched} of ${accounts} accounts were touched; ${DUE} were due.`);
  const { plan, isIndexOnly } = await database.explainDue(SCOPE, { now: NOW, limit: DUE });
  if (!isIndexOnly) throw new Error(`"Which accounts are due" reads more than its index: ${plan}`);
}

const accountOf = (index, grants) => ({
  ...emptyAccount({ ...SCOPE, portalId: portalIdOf(index) }),
  adminEmail: 'ada@example.com',
  grants,
});

async function timed(work) {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

if (import.meta.main) {
  const sizes = process.argv.slice(2).map(Number);
  console.table(await tick(sizes.length > 0 ? sizes : SIZES));
}
