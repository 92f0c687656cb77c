/**
 * What one tick costs beside the number of portals: the same hundred due accounts among ten thousand and among a million, in turn. Fails when a
 * tick touches any other account, or when the plan of its query reads more than the index.
 */
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import Database from 'better-sqlite3';
import { emptyAccount } from '../packages/sdk/dist/billing/account.js';
import { tick as runTick } from '../packages/sdk/dist/billing/shell/tick.js';
import { selectDue } from '../packages/sdk/dist/store/accounts.js';
import { sqlite } from '../packages/sdk/dist/store/schema.js';
import { openSqliteStores } from '../packages/sdk/dist/store/sqlite/index.js';
import { SCOPE } from './support/accounts.mjs';
import { engineOn } from './support/engine.mjs';
import { median, rounded } from './support/interleave.mjs';
import { withFolder } from './support/with-folder.mjs';

const DUE = 100;
const ROUNDS = 9;
const SIZES = [10_000, 1_000_000];
const NOW = Date.UTC(2026, 10, 20, 9);
const DAY_MS = 86_400_000;
const INDEX_ONLY =
  /^SEARCH accounts USING (?:COVERING )?INDEX accounts_due \(app=\? AND mode=\? AND due_at<\?\)$/;

/** Answers the figures of SQLite. Throws when a tick does more than what is due. */
export const tick = (sizes = SIZES) =>
  withFolder(async (folder) => {
    const contenders = [];
    for (const accounts of sizes)
      contenders.push(await prepare(join(folder, `${accounts}.sqlite`), accounts));
    for (let round = 0; round <= ROUNDS; round++) {
      for (const contender of contenders) await runRound(contender, round);
    }
    const first = median(contenders[0].busyMs);
    return contenders.map((contender) => {
      contender.stores.close();
      check(contender);
      return {
        name: `tick, ${DUE} due of ${contender.accounts.toLocaleString('en-US')} accounts`,
        store: 'SQLite',
        ms: rounded(median(contender.busyMs)),
        'ms with nothing due': rounded(median(contender.idleMs)),
        [`beside ${sizes[0].toLocaleString('en-US')}`]: rounded(median(contender.busyMs) / first),
      };
    });
  });

async function prepare(file, accounts) {
  (await openSqliteStores(file)).close();
  fill(file, accounts);
  const stores = await openSqliteStores(file);
  const clock = { now: () => NOW };
  const engine = engineOn(stores, { clock, wallClock: clock });
  return { accounts, file, stores, engine, busyMs: [], idleMs: [] };
}

/** The first round warms up and does not count. */
async function runRound(contender, round) {
  makeDue(contender);
  const busyMs = await timed(() => runTick(contender.engine));
  const idleMs = await timed(() => runTick(contender.engine));
  if (round === 0) return;
  contender.busyMs.push(busyMs);
  contender.idleMs.push(idleMs);
}

/** Grants that have just run out are due: they need no provider. All others are due later, or never. */
function fill(file, accounts) {
  const database = new Database(file);
  database.pragma('synchronous = OFF');
  const insert = database.prepare(
    'INSERT INTO accounts (app, mode, portal_id, version, due_at, entitlement, document) VALUES (?, ?, ?, 1, ?, NULL, ?)',
  );
  database.transaction(() => {
    for (let index = 0; index < accounts; index++) {
      const later = index % 2 === 0 ? NOW + DAY_MS + index : null;
      insert.run(SCOPE.app, SCOPE.mode, portalIdOf(index), later, JSON.stringify(accountOf(index, [])));
    }
  })();
  database.close();
}

function makeDue({ file, accounts }) {
  const database = new Database(file);
  const update = database.prepare(
    'UPDATE accounts SET due_at = ?, entitlement = NULL, document = ? WHERE app = ? AND mode = ? AND portal_id = ?',
  );
  const grant = { grantId: 'grant_1', source: 'invoice', plan: 'scale', reason: 'bench', actor: 'bench' };
  const ranOut = [{ ...grant, givenAt: NOW - DAY_MS, until: NOW - 1 }];
  database.transaction(() => {
    for (const index of dueIndexes(accounts)) {
      const document = JSON.stringify(accountOf(index, ranOut));
      update.run(NOW - 1, document, SCOPE.app, SCOPE.mode, portalIdOf(index));
    }
  })();
  database.close();
}

function check({ file, accounts }) {
  const database = new Database(file, { readonly: true });
  const { touched } = database.prepare('SELECT count(*) AS touched FROM accounts WHERE version <> 1').get();
  const { sql, parameters } = selectDue(sqlite, SCOPE, { now: NOW, limit: DUE });
  const plan = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters);
  database.close();
  if (touched !== DUE) throw new Error(`${touched} of ${accounts} accounts were touched; ${DUE} were due.`);
  const details = plan.map(({ detail }) => detail).join('; ');
  if (!INDEX_ONLY.test(details))
    throw new Error(`"Which accounts are due" reads more than its index: ${details}`);
}

const portalIdOf = (index) => String(10_000_000 + index);

const dueIndexes = (accounts) =>
  Array.from({ length: DUE }, (_unused, place) => place * Math.floor(accounts / DUE));

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
