import { statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { openSqliteDatabase } from './sqlite-executor.js';

/** What an SQLite file is like from outside. */
export interface SqliteState {
  /** Ids of the migrations that were applied. */
  readonly migrations: readonly string[];
  /** `wal` in a file HS-X has opened. */
  readonly journalMode: string;
  /** Whether a commit of HS-X waits until the disk has it (`synchronous=FULL` or above). */
  readonly waitsForDisk: boolean;
  /** Bytes that can still be written where the file lies. */
  readonly freeBytes: number;
}

/** SQLite's numbers of `synchronous`: OFF, NORMAL, FULL, EXTRA (sqlite.org, PRAGMA synchronous, read 2026-11). */
const FULL = 2;

/** Looks at a file and changes nothing. Throws STORE_UNAVAILABLE, and the driver's error for a file that is no database. */
export function inspectSqlite(fileName: string): SqliteState {
  const database = openSqliteDatabase(fileName, 'read');
  try {
    const hasTable = database
      .prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migrations'")
      .get();
    const migrations = hasTable ? database.prepare('SELECT id FROM migrations').pluck().all() : [];
    const { bavail, bsize } = statfsSync(dirname(resolve(fileName)));
    return {
      migrations: migrations as string[],
      journalMode: String(database.pragma('journal_mode', { simple: true })),
      waitsForDisk: Number(database.pragma('synchronous', { simple: true })) >= FULL,
      freeBytes: bavail * bsize,
    };
  } finally {
    database.close();
  }
}
