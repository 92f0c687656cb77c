/** Which store an address means. Each is loaded when it is named: an app on one does without the other's driver. */
import { fileURLToPath } from 'node:url';
import { MIGRATIONS } from '../../store/migrate.js';
import type { Stores } from '../../store/stores.js';

/** Stores that are to be closed. */
export interface OpenedStores extends Stores {
  /** Whether other processes may be at work on the same data: then what is under claim may be theirs. */
  readonly isShared: boolean;
  /** Closes the database; nothing may be asked afterwards. */
  close(): void | Promise<void>;
}

/** Whether the address is one of a PostgreSQL server. */
export function isPostgres(database: string): boolean {
  return /^postgres(?:ql)?:\/\//i.test(database);
}

/** The path of the SQLite file that a path or a `file:` address names, relative ones (`file:data/app.sqlite`) included. */
export function sqliteFile(database: string): string {
  return /^file:\/\//i.test(database) ? fileURLToPath(database) : database.replace(/^file:/i, '');
}

/**
 * Opens the store of an address and brings its schema up to date: `postgres://…` is PostgreSQL; a path, or a `file:` address, is an SQLite file, made
 * when missing. To `read`, it must exist with the schema of this version, and nothing can be written. Throws STORE_UNAVAILABLE.
 */
export async function openStores(
  database: string,
  access: 'read' | 'write' = 'write',
): Promise<OpenedStores> {
  if (isPostgres(database)) {
    const { openPostgresStores } = await import('../../store/postgres/index.js');
    return { ...(await openPostgresStores(database, { isReadOnly: access === 'read' })), isShared: true };
  }
  const { openSqliteStores } = await import('../../store/sqlite/index.js');
  return { ...(await openSqliteStores(sqliteFile(database), access)), isShared: false };
}

/** What a database is like from outside. */
export interface DatabaseState {
  readonly kind: 'sqlite' | 'postgres';
  /** Migrations this version has and the database has not; the next start applies them. */
  readonly pendingMigrations: readonly string[];
  /** Migrations the database has and this version does not know: a newer version has been at work. */
  readonly unknownMigrations: readonly string[];
  /** Whether a commit waits until the disk has it. */
  readonly waitsForDisk: boolean;
  /** SQLite's journal mode, `wal` once HS-X has opened the file; null for PostgreSQL. */
  readonly journalMode: string | null;
  /** Bytes that can still be written where the SQLite file lies; null for PostgreSQL. */
  readonly freeBytes: number | null;
}

/** Looks at the database of an address and changes nothing. Throws STORE_UNAVAILABLE, and the driver's error for a file that is no database. */
export async function inspectDatabase(database: string): Promise<DatabaseState> {
  if (isPostgres(database)) {
    const { inspectPostgres } = await import('../../store/postgres/index.js');
    const { migrations, waitsForDisk } = await inspectPostgres(database);
    return {
      kind: 'postgres',
      ...comparedWithOurs(migrations),
      waitsForDisk,
      journalMode: null,
      freeBytes: null,
    };
  }
  const { inspectSqlite } = await import('../../store/sqlite/index.js');
  const { migrations, ...state } = inspectSqlite(sqliteFile(database));
  return { kind: 'sqlite', ...comparedWithOurs(migrations), ...state };
}

function comparedWithOurs(applied: readonly string[]) {
  const ours: readonly string[] = MIGRATIONS.map(({ id }) => id);
  return {
    pendingMigrations: ours.filter((id) => !applied.includes(id)),
    unknownMigrations: applied.filter((id) => !ours.includes(id)),
  };
}
