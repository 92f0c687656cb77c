/** `@hs-x/sdk/d1`: the stores on Cloudflare D1. */
import { migrate } from '../migrate.js';
import { sqlite } from '../schema.js';
import { createStores, type Stores } from '../stores.js';
import type { D1Database } from './d1-database.js';
import { d1Executor } from './d1-executor.js';

export type { Stores } from '../stores.js';
export type { D1Database, D1Result, D1Statement } from './d1-database.js';
export { d1MigrationFiles, type D1MigrationFile } from './d1-migration-files.js';

/**
 * The stores on a D1 binding, its schema brought up to date first, also when many isolates do so at once. Every statement goes to the primary
 * database: no session of D1's read replication is opened, since a gate that reads an old row would be wrong. Throws STORE_UNAVAILABLE.
 */
export async function openD1Stores(database: D1Database): Promise<Stores> {
  const executor = d1Executor(database);
  await migrate(executor);
  return createStores(executor, sqlite);
}
