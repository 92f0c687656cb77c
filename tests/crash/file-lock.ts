/** Keeps an SQLite file locked for writing, as a backup or an operator's tool does. */
import Database from 'better-sqlite3';

/** How long to wait for the app's own write to end. */
const PATIENCE_MS = 50;

/** Locks the file and answers how to unlock it; null when somebody else holds it too long. */
export function lockFile(file: string): (() => void) | null {
  const database = new Database(file, { timeout: PATIENCE_MS });
  try {
    database.exec('BEGIN IMMEDIATE');
  } catch {
    database.close();
    return null;
  }
  return () => {
    database.exec('ROLLBACK');
    database.close();
  };
}
