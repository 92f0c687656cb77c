/** Paying portals in a file of SQLite. */
import Database from 'better-sqlite3';
import { fillStatements } from './portals.mjs';

export * from './portals.mjs';

/** Writes so many accounts like the first one, and their customers, straight into the file. */
export function fillAccounts(file, portals, options) {
  const database = new Database(file);
  database.pragma('synchronous = OFF');
  database.exec(fillStatements(portals, options).join(';\n'));
  database.close();
}
