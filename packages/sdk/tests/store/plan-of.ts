import type { CompiledQuery } from 'kysely';
import { migrate } from '../../src/store/migrate.js';
import { openSqlite } from '../../src/store/sqlite/sqlite-executor.js';

/** An empty database with every table and index. */
export const executor = openSqlite(':memory:');
await migrate(executor);

/** How SQLite would carry the statement out, in its own words. */
export async function planOf(query: CompiledQuery): Promise<string> {
  const explained = { ...query, sql: `EXPLAIN QUERY PLAN ${query.sql}` };
  const rows = await executor.all<{ detail: string }>(explained);
  return rows.map((row) => row.detail).join('; ');
}
