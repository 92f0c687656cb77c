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

/** A database as the stores use it. Every method throws STORE_UNAVAILABLE when it cannot read or write. */
export interface Executor {
  /** Runs one statement and answers its rows; writes with RETURNING count as one statement. */
  all<Row>(query: CompiledQuery<Row>): Promise<readonly Row[]>;
  /** Runs the steps, all or none. Answers null when they are done, or the guard that failed. */
  atomic(steps: readonly Step[]): Promise<string | null>;
  /** Runs schema statements, all or none. */
  migrate(migration: { id: string; statements: readonly string[] }): Promise<void>;
}
