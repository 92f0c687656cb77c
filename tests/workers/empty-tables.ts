import type { D1Database } from '@hs-x/sdk/d1';

/** Empties every table but the note of the migrations; a database without tables stays as it is. */
export async function emptyTables(database: D1Database): Promise<void> {
  const { results } = await database
    .prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'migrations'`)
    .all<{ name: string }>();
  const own = results.filter(({ name }) => !/^(?:_cf|sqlite)_/.test(name));
  if (own.length > 0) await database.batch(own.map(({ name }) => database.prepare(`DELETE FROM "${name}"`)));
}
