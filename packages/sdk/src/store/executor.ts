/**
 * The narrow waist between SQL and a database: read rows, or change many rows at once or none. There is no open transaction,
 * because D1 has none: whatever must be atomic is one list of steps, and its guards are steps that must change exactly one row.
 */
import type { CompiledQuery } from 'kysely';

/** One statement of an atomic change. */
export interface Step {
  readonly query: CompiledQuery;
  /** When named, the statement must change exactly one row; otherwise everything is rolled back and the name returned. */
  readonly guard?: string;
}

/** How one statement stands to others under way. */
export interface Isolation {
  /**
   * Statements that name the same lock run one after the other, each seeing what the one before has written: for a statement that writes one row
   * because others are not there. A database with one writer at a time does so anyway.
   */
  readonly lock: string;
}

/** A database as the stores use it. Every method throws STORE_UNAVAILABLE when it cannot read or write. */
export interface Executor {
  /** Runs one statement and answers its rows; writes with RETURNING count as one statement. */
  all<Row>(query: CompiledQuery<Row>, isolation?: Isolation): Promise<readonly Row[]>;
  /** Runs the steps, all or none. Answers null when they are done, or the guard that failed. */
  atomic(steps: readonly Step[]): Promise<string | null>;
  /** Runs schema statements, all or none. */
  migrate(migration: { id: string; statements: readonly string[] }): Promise<void>;
}
