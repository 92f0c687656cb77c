/**
 * What a webhook costs from its arrival until the portal's row is right, beside the least anybody could do who wants to lose none: verify the
 * signature and insert the body durably. On SQLite and PostgreSQL both wait for the disk at every commit; D1 keeps its database in memory here. The
 * provider is read from memory.
 */
import { join } from 'node:path';
import { useHmac } from '../packages/sdk/dist/kernel/hmac.js';
import { nativeHmac } from '../packages/sdk/dist/runtime/node/native-hmac.js';
import { openPostgresStores } from '../packages/sdk/dist/store/postgres/index.js';
import { createPool } from '../packages/sdk/dist/store/postgres/postgres-pool.js';
import { openSqliteStores } from '../packages/sdk/dist/store/sqlite/index.js';
import { fillAccounts } from './support/accounts.mjs';
import { fillPostgres } from './support/fill-postgres.mjs';
import { measureInWorkerd } from './support/measure-in-workerd.mjs';
import { measureWebhooks, PORTALS } from './support/measure-webhooks.mjs';
import { withPostgres } from './support/start-postgres.mjs';
import { withFolder } from './support/with-folder.mjs';
import { openSqliteFloor } from './support/open-floor.mjs';

const TABLE = 'CREATE TABLE floor (id TEXT PRIMARY KEY, body TEXT NOT NULL)';

/** Answers the figures of SQLite, PostgreSQL and D1. */
export async function webhooks() {
  useHmac(nativeHmac);
  return [
    ...(await withFolder(onSqlite)),
    ...(await withPostgres(onPostgres)),
    ...(await measureInWorkerd('webhooks')),
  ];
}

async function onSqlite(folder) {
  const file = join(folder, 'webhooks.sqlite');
  (await openSqliteStores(file)).close();
  fillAccounts(file, PORTALS);
  const stores = await openSqliteStores(file);
  const floor = openSqliteFloor(folder, TABLE);
  const statement = floor.prepare('INSERT INTO floor (id, body) VALUES (?, ?)');
  const insert = ({ id }, text) => void statement.run(id, text);
  const figures = await measureWebhooks({ store: 'SQLite', stores, insert });
  stores.close();
  floor.close();
  return figures;
}

async function onPostgres(postgres) {
  const url = await postgres.createDatabase('webhooks');
  const stores = await openPostgresStores(url);
  await fillPostgres(url, PORTALS);
  const floor = createPool(await postgres.createDatabase('floor'));
  await floor.query(TABLE);
  const text = 'INSERT INTO floor (id, body) VALUES ($1, $2)';
  const insert = ({ id }, body) => floor.query({ name: 'floor', text, values: [id, body] });
  const figures = await measureWebhooks({ store: 'PostgreSQL', stores, insert });
  await stores.close();
  await floor.end();
  return figures;
}
if (import.meta.main) console.table(await webhooks());
