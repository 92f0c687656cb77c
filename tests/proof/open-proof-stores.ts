/** The database of the proof's worlds: SQLite in memory, or what `HSX_TEST_STORE` names. */
import { openD1Stores, type Stores } from '@hs-x/sdk/d1';
import { openPostgresStores, type PostgresStores } from '@hs-x/sdk/postgres';
import { openSqliteStores } from '@hs-x/sdk/sqlite';
import { afterAll } from 'vitest';
import { bundleForWorkers } from '../support/bundle-for-workers.js';
import { d1OverHttp } from '../support/d1-over-http.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';
import { startWorkerd, type Workerd } from '../support/workerd.js';
import { emptyTables } from '../workers/empty-tables.js';

/** Stores of one history. */
export interface ProofStores extends Stores {
  close(): void | Promise<void>;
}

/** Opens empty stores; one at a time. */
export async function openProofStores(): Promise<ProofStores> {
  if (process.env.HSX_TEST_STORE === 'd1') return openD1();
  if (process.env.HSX_TEST_STORE === 'postgres') return openPostgres();
  return openSqliteStores(':memory:');
}

let starting: Promise<Workerd> | undefined;
afterAll(async () => (await starting)?.stop());

let opening: Promise<{ database: FreshDatabase; stores: PostgresStores }> | undefined;
afterAll(async () => {
  const opened = await opening;
  await opened?.stores.close();
  await opened?.database.drop();
});

async function openPostgres(): Promise<ProofStores> {
  opening ??= openOnce();
  const { database, stores } = await opening;
  await database.empty();
  return { ...stores, close: () => undefined };
}

/** Waits of some seconds are over at once in a world of the proof: not the one for a connection. */
async function openOnce() {
  const database = await freshDatabase();
  return { database, stores: await openPostgresStores(database.url, { connectTimeoutMs: 60_000 }) };
}

async function openD1(): Promise<ProofStores> {
  starting ??= startIdleWorkerd();
  const database = d1OverHttp((await starting).origin);
  await emptyTables(database);
  return { ...(await openD1Stores(database)), close: () => undefined };
}

async function startIdleWorkerd(): Promise<Workerd> {
  const entry = new URL('../workers/idle-worker.ts', import.meta.url);
  return startWorkerd({ bundle: await bundleForWorkers(entry) });
}
