/** What is in the database, read beside the app: equal before and after means that nothing changed. */
import Database from 'better-sqlite3';

interface Stored {
  readonly databaseFile: string;
}

/** Every row of every table, as text by table. */
export function everyRow(stored: Stored): Readonly<Record<string, string>> {
  return withDatabase(stored, (database) =>
    Object.fromEntries(tablesOf(database).map((table) => [table, rowsOf(database, table)])),
  );
}

/** Every row of one table, as text. */
export function rowsIn(stored: Stored, table: string): string {
  return withDatabase(stored, (database) => rowsOf(database, table));
}

function withDatabase<T>({ databaseFile }: Stored, read: (database: Database.Database) => T): T {
  const database = new Database(databaseFile, { readonly: true });
  try {
    return read(database);
  } finally {
    database.close();
  }
}

function tablesOf(database: Database.Database): readonly string[] {
  const query = database.prepare(`SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`);
  return query.pluck().all() as string[];
}

function rowsOf(database: Database.Database, table: string): string {
  return JSON.stringify(database.prepare(`SELECT * FROM "${table}"`).all());
}
