/** `@hs-x/sdk/postgres`: the store of apps that run as many processes. */
import { migrate } from '../migrate.js';
import { createStores, type Stores } from '../stores.js';
import { groupedBilling, groupedInbox } from './grouped-stores.js';
import { openPostgres } from './postgres-executor.js';
import type { PostgresOptions } from './postgres-pool.js';
import { postgres } from './postgres-sql.js';

export { inspectPostgres, type PostgresState } from './inspect-postgres.js';
export type { PostgresOptions } from './postgres-pool.js';

/** Stores on one PostgreSQL database. */
export interface PostgresStores extends Stores {
  /** Waits for what is under way and closes the connections; nothing may be asked afterwards. */
  close(): Promise<void>;
}

/**
 * Opens the database at a `postgres://` address and brings its schema up to date, also when many processes start at once. Tables are made in the first
 * schema of the user's search path; PostgreSQL 15 or later. With `isReadOnly` the schema is taken as it is. Throws STORE_UNAVAILABLE.
 */
export async function openPostgresStores(url: string, options?: PostgresOptions): Promise<PostgresStores> {
  const executor = openPostgres(url, options);
  try {
    if (options?.isReadOnly !== true) await migrate(executor);
  } catch (error) {
    await executor.close();
    throw error;
  }
  const stores = createStores(executor, postgres);
  return {
    ...stores,
    billing: groupedBilling(stores.billing, executor),
    inbox: groupedInbox(stores.inbox, executor),
    close: () => executor.close(),
  };
}
