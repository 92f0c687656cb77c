/**
 * PostgreSQL through `pg`, at its default isolation: every write names what it expects in its own WHERE, and a row that changed meanwhile is looked
 * at again by the database. What one statement cannot see for others that run beside it takes an advisory lock (`Isolation`). Statements of one
 * transaction are sent together and answered in turn (pg's pipelining, node-postgres.com/features/pipelining, read 2026-11-21).
 */
import type { CompiledQuery } from 'kysely';
import type { Pool, PoolClient, QueryConfig, QueryResult } from 'pg';
import type { Executor, Isolation, Step } from '../executor.js';
import { isAnswer, isPassing, unavailable } from './postgres-failure.js';
import { applyMigration, migrationsDone } from './postgres-migrations.js';
import { createPool, type PostgresOptions } from './postgres-pool.js';
import { writeTexts } from './postgres-text.js';

/** How often a transaction is begun anew that was undone for the sake of another one. */
const MAX_ATTEMPTS = 6;
/** Longest wait before the second attempt; it doubles with each. */
const FIRST_WAIT_MS = 10;
/** Statements kept prepared on each connection; texts are few, this only bounds a leak. */
const MAX_PREPARED = 500;

/** An {@link Executor} on one PostgreSQL database. */
export interface PostgresExecutor extends Executor {
  /** Waits for what is under way and closes the connections. */
  close(): Promise<void>;
}

/** An executor on the database of an address; connects when it is first asked. */
export function openPostgres(url: string, options?: PostgresOptions): PostgresExecutor {
  const pool = createPool(url, options);
  const prepared = preparedBy();
  let done: Promise<ReadonlySet<string>> | undefined;
  return {
    async all<Row>(query: CompiledQuery<Row>, isolation?: Isolation) {
      const config = prepared(query);
      const { rows } = await insisting(() =>
        isolation === undefined ? pool.query(config) : runLocked(pool, config, isolation),
      );
      return rows as Row[];
    },
    atomic: (steps) => insisting(() => runSteps(pool, steps, prepared)),
    async migrate(migration) {
      done ??= insisting(() => migrationsDone(pool));
      if ((await done).has(migration.id)) return;
      await insisting(() => inTransaction(pool, (client) => applyMigration(client, migration)));
    },
    close: () => pool.end(),
  };
}

type Prepare = (query: CompiledQuery) => QueryConfig;

/** Gives each text its name; planning costs more than running. */
function preparedBy(): Prepare {
  const names = new Map<string, string>();
  return ({ sql: text, parameters }) => {
    const values = writeTexts(parameters);
    let name = names.get(text);
    if (name === undefined) {
      if (names.size >= MAX_PREPARED) return { text, values };
      name = `hsx_${names.size}`;
      names.set(text, name);
    }
    return { name, text, values };
  };
}

async function runSteps(pool: Pool, steps: readonly Step[], prepared: Prepare): Promise<string | null> {
  const [only] = steps;
  if (steps.length === 1 && only && insertsOneRow(only)) {
    const { rowCount } = await pool.query(prepared(only.query));
    return only.guard !== undefined && rowCount !== 1 ? only.guard : null;
  }
  // Whoever was slower than another one fails at the first guard: what is behind it is not tried in vain.
  const untilFirstGuard = steps.findIndex(({ guard }) => guard !== undefined) + 1;
  try {
    await inTransaction(pool, async (client) => {
      await sendTogether(client, steps.slice(0, untilFirstGuard), prepared);
      await sendTogether(client, steps.slice(untilFirstGuard), prepared);
    });
    return null;
  } catch (error) {
    if (error instanceof GuardFailed) return error.guard;
    throw error;
  }
}

/** One round trip. The first answer that is not as it should be says what is wrong; those behind it only follow from it. */
async function sendTogether(client: PoolClient, steps: readonly Step[], prepared: Prepare): Promise<void> {
  const answers = await Promise.allSettled(steps.map(({ query }) => client.query(prepared(query))));
  for (const [at, answer] of answers.entries()) {
    if (answer.status === 'rejected') throw answer.reason as Error;
    const guard = steps[at]?.guard;
    if (guard !== undefined && answer.value.rowCount !== 1) throw new GuardFailed(guard);
  }
}

/** Then it changes one row or none, there is nothing to roll back, and a round trip does instead of three. */
function insertsOneRow({ query: { query } }: Step): boolean {
  if (query.kind !== 'InsertQueryNode' || query.values === undefined) return false;
  return (
    query.values.kind === 'ValuesNode' &&
    (query.values as unknown as { values: unknown[] }).values.length === 1
  );
}

/** The statement sees what whoever had the lock before has written: its snapshot is taken when its turn has come. */
async function runLocked(pool: Pool, config: QueryConfig, { lock }: Isolation): Promise<QueryResult> {
  const take = {
    name: 'hsx_lock',
    text: 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))',
    values: [lock],
  };
  return inTransaction(pool, async (client) => {
    const [, result] = await Promise.all([client.query(take), client.query(config)]);
    return result;
  });
}

/** Nobody waits for BEGIN: it leaves with the first of the work. */
async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let isUsable = false;
  try {
    const [begun, worked] = await Promise.allSettled([client.query('BEGIN'), work(client)]);
    if (begun.status === 'rejected') throw begun.reason as Error;
    if (worked.status === 'rejected') throw worked.reason as Error;
    await client.query('COMMIT');
    isUsable = true;
    return worked.value;
  } catch (error) {
    if (error instanceof GuardFailed || isAnswer(error)) {
      await client.query('ROLLBACK');
      isUsable = true;
    }
    throw error;
  } finally {
    client.release(!isUsable);
  }
}

class GuardFailed extends Error {
  readonly guard: string;
  constructor(guard: string) {
    super(guard);
    this.guard = guard;
  }
}

/** Of two transactions that stand in each other's way PostgreSQL undoes one; it is run again. */
async function insisting<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (!isPassing(error) || attempt >= MAX_ATTEMPTS) throw unavailable(error);
      await pause(Math.random() * FIRST_WAIT_MS * 2 ** attempt);
    }
  }
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}
