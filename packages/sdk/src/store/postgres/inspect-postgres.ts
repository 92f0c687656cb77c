import { unavailable } from './postgres-failure.js';
import { migrationsDone } from './postgres-migrations.js';
import { createPool } from './postgres-pool.js';

/** What a PostgreSQL database is like from outside. */
export interface PostgresState {
  /** Ids of the migrations that were applied. */
  readonly migrations: readonly string[];
  /** Whether a commit waits until the server's disk has it (`synchronous_commit` is not `off`). */
  readonly waitsForDisk: boolean;
}

/** Looks at the database of an address and changes nothing. Throws STORE_UNAVAILABLE. */
export async function inspectPostgres(url: string): Promise<PostgresState> {
  const pool = createPool(url, { maxConnections: 1, isReadOnly: true });
  try {
    const done = await migrationsDone(pool);
    const { rows } = await pool.query<{ synchronous_commit: string }>('SHOW synchronous_commit');
    return { migrations: [...done], waitsForDisk: rows[0]?.synchronous_commit !== 'off' };
  } catch (error) {
    throw unavailable(error);
  } finally {
    await pool.end();
  }
}
