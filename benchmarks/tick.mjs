/**
 * What one tick costs beside the number of portals: the same hundred due accounts among ten thousand and among a million. Prints the
 * query plan, the accounts touched and the time; fails when a tick touches any other account, or when the plan reads more than the index.
 * `npm run bench:tick`, or with other numbers of portals: `npm run bench:tick -- 10000 100000`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import Database from 'better-sqlite3';
import { emptyAccount } from '../packages/sdk/dist/billing/account.js';
import { createRules } from '../packages/sdk/dist/billing/rules.js';
import { tick } from '../packages/sdk/dist/billing/shell/tick.js';
import { createCoalescer } from '../packages/sdk/dist/kernel/coalesce.js';
import { silentLogger } from '../packages/sdk/dist/kernel/logger.js';
import { selectDue } from '../packages/sdk/dist/store/accounts.js';
import { sqlite } from '../packages/sdk/dist/store/schema.js';
import { openSqliteStores } from '../packages/sdk/dist/store/sqlite/index.js';
import { buildBillingConfig } from '../packages/sdk/dist/testing/build-rules.js';

const DUE = 100;
const IDLE_TICKS = 50;
const NOW = Date.UTC(2026, 10, 20, 9);
const DAY_MS = 86_400_000;
const SCOPE = { app: 'bench', mode: 'test' };

const sizes = process.argv.slice(2).map(Number);
const results = [];
for (const accounts of sizes.length > 0 ? sizes : [10_000, 1_000_000]) results.push(await measure(accounts));
console.table(results.map(({ figures }) => figures));
console.log(
  `Query plan of "which accounts are due":\n  ${[...new Set(results.map(({ plan }) => plan))].join('\n  ')}`,
);
const failures = results.filter(({ touched, plan }) => touched !== DUE || !isIndexOnly(plan));
if (failures.length > 0) {
  console.error('A tick touched accounts that were not due, or read more than the index of due instants.');
  process.exitCode = 1;
}

/** Fills a database, ticks once with the hundred due and then with nothing due. */
async function measure(accounts) {
  const folder = mkdtempSync(join(tmpdir(), 'hs-x-bench-'));
  const file = join(folder, 'tick.sqlite');
  try {
    (await openSqliteStores(file)).close();
    fill(file, accounts);
    const stores = await openSqliteStores(file);
    const engine = engineOn(stores);
    const [report, dueMs] = await timed(() => tick(engine));
    const [, idleMs] = await timed(async () => {
      for (let times = 0; times < IDLE_TICKS; times++) await tick(engine);
    });
    stores.close();
    const { touched, plan } = inspect(file);
    const figures = {
      accounts: accounts.toLocaleString('en-US'),
      due: DUE,
      turned: report.accounts,
      touched,
      'tick with them, ms': round(dueMs),
      'tick with nothing due, ms': round(idleMs / IDLE_TICKS),
    };
    return { touched, plan, figures };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Grants that have just run out are due: they need no provider. All others are due later, or never. */
function fill(file, accounts) {
  const database = new Database(file);
  database.pragma('synchronous = OFF');
  const insert = database.prepare(
    'INSERT INTO accounts (app, mode, portal_id, version, due_at, entitlement, document) VALUES (?, ?, ?, 1, ?, NULL, ?)',
  );
  const every = Math.floor(accounts / DUE);
  database.transaction(() => {
    for (let index = 0; index < accounts; index++) {
      const portalId = String(10_000_000 + index);
      const isDue = index % every === 0 && index / every < DUE;
      const later = index % 2 === 0 ? NOW + DAY_MS + index : null;
      const document = JSON.stringify(accountOf(portalId, isDue));
      insert.run(SCOPE.app, SCOPE.mode, portalId, isDue ? NOW - 1 : later, document);
    }
  })();
  database.close();
}

function accountOf(portalId, isDue) {
  const grant = { grantId: 'grant_1', source: 'invoice', plan: 'scale', reason: 'bench', actor: 'bench' };
  const grants = isDue ? [{ ...grant, givenAt: NOW - DAY_MS, until: NOW - 1 }] : [];
  return { ...emptyAccount({ ...SCOPE, portalId }), adminEmail: 'ada@example.com', grants };
}

function engineOn(stores) {
  const clock = { now: () => NOW };
  return {
    scope: SCOPE,
    rules: createRules(buildBillingConfig(), { mode: 'test', isHandWired: false }),
    store: stores.billing,
    inbox: stores.inbox,
    outbox: stores.outbox,
    trialLedger: stores.trialLedger,
    provider: null,
    mailer: null,
    alerts: { store: stores.alerts, email: null, sinks: [] },
    eventHandlers: null,
    hasEventHandlers: false,
    authorHooks: null,
    coalescer: createCoalescer(),
    clock,
    wallClock: clock,
    logger: silentLogger,
  };
}

/** Which accounts have another version than they were filled with, and how SQLite finds the due ones. */
function inspect(file) {
  const database = new Database(file, { readonly: true });
  const { touched } = database.prepare('SELECT count(*) AS touched FROM accounts WHERE version <> 1').get();
  const { sql, parameters } = selectDue(sqlite, SCOPE, { now: NOW, limit: DUE });
  const rows = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters);
  database.close();
  return { touched, plan: rows.map(({ detail }) => detail).join('; ') };
}

function isIndexOnly(plan) {
  return /^SEARCH accounts USING (?:COVERING )?INDEX accounts_due \(app=\? AND mode=\? AND due_at<\?\)$/.test(
    plan,
  );
}

async function timed(work) {
  const startedAt = performance.now();
  const result = await work();
  return [result, performance.now() - startedAt];
}

function round(durationMs) {
  return Math.round(durationMs * 100) / 100;
}
