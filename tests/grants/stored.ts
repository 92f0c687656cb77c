/** What is in the database, read beside the app. */
import Database from 'better-sqlite3';
import type { World } from '../support/start-world.js';

/** The sealed body of a stored webhook; null once it is gone. */
export function bodyOf({ databaseFile }: World, eventId: string): unknown {
  const database = new Database(databaseFile, { readonly: true });
  const body = database.prepare('SELECT sealed_body FROM inbox WHERE event_id = ?').pluck().get(eventId);
  database.close();
  return body;
}

/** Every row of every table, to show that nothing changed. */
export function everything({ databaseFile }: World): unknown {
  const database = new Database(databaseFile, { readonly: true });
  const tables = database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    .pluck()
    .all();
  const rows = tables.map((table) => [table, database.prepare(`SELECT * FROM ${String(table)}`).all()]);
  database.close();
  return rows;
}
