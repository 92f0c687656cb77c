/** The bare table a benchmark's floor writes to, as durable as the stores are, in a database of its own. */
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** On SQLite: every commit waits for the disk, in the journal mode of the stores. */
export function openSqliteFloor(folder, table) {
  const floor = new Database(join(folder, 'floor.sqlite'));
  floor.pragma('journal_mode = WAL');
  floor.pragma('synchronous = FULL');
  floor.exec(table);
  return floor;
}
