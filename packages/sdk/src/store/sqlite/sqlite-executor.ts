/**
 * SQLite through better-sqlite3. WAL with `synchronous=FULL`: an acknowledged webhook survives a power cut. Prepared statements are kept
 * by text, because preparing costs more than running. A locked or full database is an error of the store, never a lost write.
 */
import Database from 'better-sqlite3';
import type { CompiledQuery } from 'kysely';
import { HsxError, isHsxError } from '../../kernel/hsx-error.js';
import type { Executor, Step } from '../executor.js';
import { createGroupCommit } from './group-commit.js';

/** How long SQLite itself waits for another process's lock; the whole process stands still meanwhile, so not long. */
const BUSY_TIMEOUT_MS = 20;
/** How long a statement is tried again beyond that, with the process free in between. */
const LOCK_WAIT_MS = 1_000;
const LOCK_PAUSE_MS = 40;
/** How long a process that starts waits for others that start, too: each may have a schema to bring up to date first. */
const BOOT_WAIT_MS = 10_000;
/** Statements kept prepared; texts are few, this only bounds a leak. */
const MAX_PREPARED = 500;

/** What may be done with a file. */
export type SqliteAccess = 'read' | 'write';

/** An {@link Executor} on one SQLite file. */
export interface SqliteExecutor extends Executor {
  close(): void;
}

class GuardFailed extends Error {
  readonly guard: string;
  constructor(guard: string) {
    super(guard);
    this.guard = guard;
  }
}

/**
 * Opens the file, `:memory:` included; the file is made when it does not exist. `read`: it must exist, nothing can be written, and its schema is
 * taken as it is.
 */
export function openSqlite(fileName: string, access: SqliteAccess = 'write'): SqliteExecutor {
  const database = guardErrors(() => openSqliteDatabase(fileName, access));
  const prepare = preparedBy(database);
  const group = createGroupCommit(database, settle);
  const run = (step: Step) => {
    const { changes } = prepare(step.query.sql).run(...step.query.parameters);
    if (step.guard !== undefined && changes !== 1) throw new GuardFailed(step.guard);
  };
  return {
    async all<Row>(query: CompiledQuery<Row>) {
      const statement = guardErrors(() => prepare(query.sql));
      const read = () => readRows(statement, query.parameters) as Row[];
      return await (statement.readonly ? settle(read) : guarded(group.write(read)));
    },
    atomic: (steps) => guarded(group.write(() => steps.forEach(run))).then(() => null, guardOf),
    migrate: (migration) => settle(() => applyMigration(database, migration), BOOT_WAIT_MS),
    close() {
      try {
        group.flush();
      } finally {
        database.close();
      }
    },
  };
}

/** A connection set up as every connection of HS-X is. Throws HsxError or the driver's error. */
export function openSqliteDatabase(fileName: string, access: SqliteAccess): Database.Database {
  const database = openFile(fileName, access);
  database.pragma('synchronous = FULL');
  if (access === 'read') return database;
  database.pragma('journal_mode = WAL');
  // What is erased is a person's data: SQLite would leave its bytes in the file until the page is used again. ON and not FAST, which
  // spares free pages, and an erased row's page may be one.
  database.pragma('secure_delete = ON');
  database.exec('CREATE TABLE IF NOT EXISTS migrations (id TEXT NOT NULL PRIMARY KEY)');
  database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  return database;
}

/** A folder that does not exist is a TypeError of the driver, not an error of SQLite. */
function openFile(fileName: string, access: SqliteAccess): Database.Database {
  const isReadOnly = access === 'read';
  try {
    return new Database(fileName, {
      timeout: BOOT_WAIT_MS,
      readonly: isReadOnly,
      fileMustExist: isReadOnly,
    });
  } catch (cause) {
    if (cause instanceof Database.SqliteError) throw cause;
    throw new HsxError({
      code: 'STORE_UNAVAILABLE',
      message: 'The SQLite database cannot be opened: its folder does not exist.',
      hint: 'Make the folder, or correct the path of the database file.',
      cause,
    });
  }
}

function preparedBy(database: Database.Database): (text: string) => Database.Statement {
  const prepared = new Map<string, Database.Statement>();
  return (text) => {
    const known = prepared.get(text);
    if (known) return known;
    if (prepared.size >= MAX_PREPARED) prepared.clear();
    const statement = database.prepare(text);
    prepared.set(text, statement);
    return statement;
  };
}

function readRows(statement: Database.Statement, parameters: readonly unknown[]): unknown[] {
  if (statement.reader) return statement.all(...parameters);
  statement.run(...parameters);
  return [];
}

function applyMigration(
  database: Database.Database,
  migration: { id: string; statements: readonly string[] },
): void {
  const apply = database.transaction(() => {
    const { changes } = database
      .prepare('INSERT OR IGNORE INTO migrations (id) VALUES (?)')
      .run(migration.id);
    if (changes === 1) for (const statement of migration.statements) database.exec(statement);
  });
  apply.immediate();
}

/** The guard that undid a change; anything else is an error of the database. */
function guardOf(error: unknown): string {
  if (error instanceof GuardFailed) return error.guard;
  throw error;
}

/** The port is asynchronous because other databases are; SQLite is done when it returns. */
async function settle<T>(work: () => T, waitMs = LOCK_WAIT_MS): Promise<T> {
  for (let waitedMs = 0; ; waitedMs += LOCK_PAUSE_MS) {
    try {
      return guardErrors(work);
    } catch (error) {
      if (!isLocked(error) || waitedMs >= waitMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, LOCK_PAUSE_MS));
    }
  }
}

function isLocked(error: unknown): boolean {
  if (!isHsxError(error, 'STORE_UNAVAILABLE')) return false;
  return error.cause instanceof Database.SqliteError && error.cause.code.startsWith('SQLITE_BUSY');
}

/** The driver has no class or code for it (better-sqlite3 13.2.0). */
function isClosed(error: unknown): boolean {
  return error instanceof TypeError && error.message === 'The database connection is not open';
}

async function guarded<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw storeError(cause);
  }
}

function guardErrors<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw storeError(cause);
  }
}

/** What SQLite refuses is an error of the store; anything else stays what it is. */
function storeError(cause: unknown): unknown {
  if (isClosed(cause)) {
    return new HsxError({
      code: 'STORE_UNAVAILABLE',
      message: 'The SQLite database was asked after it was closed.',
      hint: 'The app is stopping; whoever asked asks the next process.',
      cause,
    });
  }
  if (!(cause instanceof Database.SqliteError)) return cause;
  return new HsxError({
    code: 'STORE_UNAVAILABLE',
    message: `The SQLite database cannot be used now (${cause.code}).`,
    hint: 'Check that the disk has room and that no other process holds a lock on the file.',
    cause,
  });
}
