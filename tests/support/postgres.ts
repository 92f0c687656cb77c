/** Databases of a test's own on the run's PostgreSQL server. */
import { Pool } from 'pg';
import { afterAll, inject } from 'vitest';

/** A database as it is seen beside the app. */
export interface SeenDatabase {
  readonly url: string;
  readonly run: <Row extends object>(text: string, values?: readonly unknown[]) => Promise<readonly Row[]>;
  readonly close: () => Promise<void>;
}

export interface FreshDatabase extends Omit<SeenDatabase, 'close'> {
  /** Leaves the tables, which the app has made by now, with nothing in them. */
  readonly empty: () => Promise<void>;
  /** Removes it, with whoever is still connected. */
  readonly drop: () => Promise<void>;
}

let count = 0;

/** Makes an empty database; `settings` are those of CREATE DATABASE. */
export async function freshDatabase(settings = ''): Promise<FreshDatabase> {
  const server = await serverUrl();
  const name = `hsx_${process.pid}_${Date.now()}_${count++}`;
  await administer(server, `CREATE DATABASE ${name} ${settings}`);
  const { url, run, close } = databaseAt(Object.assign(new URL(server), { pathname: `/${name}` }).href);
  return {
    url,
    run,
    empty: () => emptyTables(run),
    async drop() {
      await close();
      await administer(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/** A database for a while; it may have been another test's before. */
export interface LentDatabase extends Omit<FreshDatabase, 'drop'> {
  /** To be called when the app has let go of it. */
  readonly giveBack: () => Promise<void>;
}

const free: FreshDatabase[] = [];
afterAll(() => Promise.all(free.splice(0).map((database) => database.drop())));

/** Lends a database with nothing in its tables, if it has any: making one takes longer than many a test. */
export async function lendDatabase(): Promise<LentDatabase> {
  const database = free.pop() ?? (await freshDatabase());
  return {
    ...database,
    async giveBack() {
      await database.empty();
      free.push(database);
    },
  };
}

async function emptyTables(run: SeenDatabase['run']): Promise<void> {
  const tables = await run<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations'`,
  );
  await run(tables.map(({ name }) => `DELETE FROM "${name}"`).join('; '));
}

/** Runs statements in the database of an address. */
export function databaseAt(url: string): SeenDatabase {
  const pool = new Pool({ connectionString: url, max: 1 });
  pool.on('error', () => undefined); // a test may restart the server
  return {
    url,
    run: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await pool.query<Row>(text, [...values])).rows,
    close: () => pool.end(),
  };
}

async function serverUrl(): Promise<string> {
  const answer = await fetch(inject('postgresDesk'));
  const text = await answer.text();
  if (!answer.ok) throw new Error(`PostgreSQL did not start: ${text}`);
  return text;
}

async function administer(server: string, statement: string): Promise<void> {
  const { run, close } = databaseAt(server);
  await run(statement).finally(close);
}
