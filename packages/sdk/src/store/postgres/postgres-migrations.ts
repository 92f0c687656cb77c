/**
 * The schema on PostgreSQL: the same statements as everywhere. Texts are compared byte by byte, as SQLite and D1 do, whatever language the
 * database was made for: keys are read by ranges, and a page of portals goes on where the one before ended.
 */
import type { Pool, PoolClient } from 'pg';
import { isMissingTable } from './postgres-failure.js';

/** What the advisory lock of all who migrate is named by; any number nobody else uses. */
const MIGRATION_LOCK = 4_873_201_115;

/** The ids of what is done; one read tells a process that starts that nothing is to be done. */
export async function migrationsDone(pool: Pool): Promise<ReadonlySet<string>> {
  try {
    const { rows } = await pool.query<{ id: string }>('SELECT id FROM migrations');
    return new Set(rows.map(({ id }) => id));
  } catch (error) {
    if (isMissingTable(error)) return new Set();
    throw error;
  }
}

/** Applies one migration in the transaction under way; of several processes the first does, and the others wait and find it done. */
export async function applyMigration(
  client: PoolClient,
  { id, statements }: { readonly id: string; readonly statements: readonly string[] },
): Promise<void> {
  await client.query('SET LOCAL statement_timeout = 0'); // an index of a large table takes as long as it takes, and so do those who wait for it
  await client.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
  await client.query('CREATE TABLE IF NOT EXISTS migrations (id TEXT NOT NULL PRIMARY KEY)');
  const { rowCount } = await client.query('INSERT INTO migrations (id) VALUES ($1) ON CONFLICT DO NOTHING', [
    id,
  ]);
  if (rowCount === 1) for (const statement of statements) await client.query(inBytes(statement));
}

function inBytes(statement: string): string {
  return statement.replaceAll(/\bTEXT\b/g, 'TEXT COLLATE "C"');
}
