/**
 * What asking the gate costs beside the bare look-up it is made of: the same row, the same driver, the same prepared statement. On D1 both run in the
 * same Worker on the same binding.
 */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openPostgresStores } from '../packages/sdk/dist/store/postgres/index.js';
import { createPool } from '../packages/sdk/dist/store/postgres/postgres-pool.js';
import { openSqliteStores } from '../packages/sdk/dist/store/sqlite/index.js';
import { fillAccounts } from './support/accounts.mjs';
import { fillPostgres } from './support/fill-postgres.mjs';
import { measureGate, PORTALS, SELECT } from './support/measure-gate.mjs';
import { measureInWorkerd } from './support/measure-in-workerd.mjs';
import { withPostgres } from './support/start-postgres.mjs';
import { withFolder } from './support/with-folder.mjs';

/** Answers the figures of SQLite, PostgreSQL and D1. */
export const gate = async () => [
  ...(await withFolder(onSqlite)),
  ...(await withPostgres(onPostgres)),
  ...(await measureInWorkerd('gate')),
];

async function onSqlite(folder) {
  const file = join(folder, 'gate.sqlite');
  (await openSqliteStores(file)).close();
  fillAccounts(file, PORTALS);
  const { billing, close } = await openSqliteStores(file);
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  const select = database.prepare(SELECT);
  const bare = ({ app, mode, portalId }) => JSON.parse(select.get(app, mode, portalId).entitlement);
  const figures = await measureGate({ store: 'SQLite', billing, bare }, { samples: 41, times: 2_000 });
  close();
  database.close();
  return figures;
}

async function onPostgres(postgres) {
  const url = await postgres.createDatabase('gate');
  const { billing, close } = await openPostgresStores(url);
  await fillPostgres(url, PORTALS);
  const pool = createPool(url);
  let place = 0;
  const text = SELECT.replaceAll('?', () => `$${(place += 1)}`);
  const bare = async ({ app, mode, portalId }) => {
    const { rows } = await pool.query({ name: 'bare', text, values: [app, mode, portalId] });
    return JSON.parse(rows[0].entitlement);
  };
  const figures = await measureGate({ store: 'PostgreSQL', billing, bare }, { samples: 81, times: 50 });
  await close();
  await pool.end();
  return figures;
}
if (import.meta.main) console.table(await gate());
