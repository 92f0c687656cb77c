/** `@hs-x/sdk/sqlite`: the embedded default store, one file, WAL. */
import { migrate } from '../migrate.js';
import { sqlite } from '../schema.js';
import { createStores, type Stores } from '../stores.js';
import { openSqlite, type SqliteAccess } from './sqlite-executor.js';

export { inspectSqlite, type SqliteState } from './inspect-sqlite.js';
export type { SqliteAccess } from './sqlite-executor.js';

/** Stores on one SQLite file. */
export interface SqliteStores extends Stores {
  /** Closes the file; nothing may be asked afterwards. */
  close(): void;
}

/**
 * Opens the file (made when missing, `:memory:` allowed) and brings its schema up to date; to `read`, it must exist and stays as it is. Throws
 * STORE_UNAVAILABLE.
 */
export async function openSqliteStores(
  fileName: string,
  access: SqliteAccess = 'write',
): Promise<SqliteStores> {
  const executor = openSqlite(fileName, access);
  if (access === 'write') await migrate(executor);
  return { ...createStores(executor, sqlite), close: () => executor.close() };
}
