/** Where a storm's app has its data, as it is seen from outside. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { FreshDatabase } from '../support/postgres.js';

export interface StormDatabase {
  /** As the app is told. */
  readonly address: string;
  /** Whether it is one file, which another program can lock and whose log can be watched. */
  readonly isFile: boolean;
  /** Answers the rows of a query. */
  query<Row extends object>(text: string): Promise<readonly Row[]>;
}

/** A SQLite file in a folder. */
export function sqliteFileIn(folder: string): StormDatabase {
  const address = join(folder, 'app.sqlite');
  return {
    address,
    isFile: true,
    query<Row extends object>(text: string) {
      const database = new Database(address, { readonly: true });
      try {
        return Promise.resolve(database.prepare(text).all() as Row[]);
      } finally {
        database.close();
      }
    },
  };
}

/** A database on a PostgreSQL server. */
export function onPostgres({ url, run }: Pick<FreshDatabase, 'run' | 'url'>): StormDatabase {
  return { address: url, isFile: false, query: (text) => run(text) };
}
