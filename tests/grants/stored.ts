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
