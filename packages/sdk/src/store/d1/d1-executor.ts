/**
 * D1 has no transaction that stays open, only batches: all of their statements or none. So whatever would be checked between two statements
 * is a statement itself. Directly behind a guarded one, a row is put into `guards` if it has not changed exactly one row; that table takes no
 * row, the batch fails and is undone, and the name of the failed constraint says which guard it was.
 *
 * An answer can be lost on the way, and then nobody knows what became of the batch. Each begins by noting an id of its own: tried again, it
 * fails on that id when it was done before, which is as good as its answer.
 */
import type { CompiledQuery } from 'kysely';
import { HsxError } from '../../kernel/hsx-error.js';
import { HOUR_MS } from '../../kernel/instant.js';
import type { Executor, Step } from '../executor.js';
import type { D1Database, D1Statement } from './d1-database.js';
import { readFailure, unavailable } from './d1-failure.js';
import { BOOKKEEPING, GUARD_SLOTS } from './d1-schema.js';

/** Waits before the next attempts when D1 was away; each is doubled at most by chance, so that isolates do not come back together. */
const RETRY_AFTER_MS = [50, 200, 800] as const;
/** An id is asked for within seconds if ever. */
const COMMIT_KEPT_MS = HOUR_MS;
/** One batch in so many forgets old ids. */
const SWEEP_EVERY = 100;

/** An executor on a D1 binding. */
export function d1Executor(database: D1Database): Executor {
  const bind = ({ sql, parameters }: CompiledQuery): D1Statement => database.prepare(sql).bind(...parameters);
  const nextNote = commitNotes(database);
  let done: ReadonlySet<string> | undefined; // never a promise: another request's may not be waited for in a Worker
  return {
    async all<Row>(query: CompiledQuery<Row>) {
      try {
        return (await bind(query).all<Row>()).results;
      } catch (error) {
        throw unavailable(error);
      }
    },
    async atomic(steps) {
      const slots = slotsOf(steps);
      const guarded = steps.flatMap((step) => [bind(step.query), ...guardOf(database, slots, step)]);
      const batch = [...nextNote(), ...guarded];
      const failure = await runInsisting(() => database.batch(batch));
      if (failure === null || failure.kind === 'alreadyCommitted') return null;
      return slots[failure.slot] ?? null;
    },
    async migrate(migration) {
      done ??= await migrationsDone(database);
      if (!done.has(migration.id)) await applyMigration(database, migration);
    },
  };
}

/** The names of the guards; a name's place is its slot. */
function slotsOf(steps: readonly Step[]): readonly string[] {
  const names = new Set(steps.flatMap(({ guard }) => guard ?? []));
  if (names.size <= GUARD_SLOTS) return [...names];
  throw new HsxError({
    code: 'STORE_UNAVAILABLE',
    message: `An atomic change has ${names.size} different guards; D1 can tell ${GUARD_SLOTS} apart.`,
    hint: 'Nothing was written. This is a defect of the store, not of the database.',
  });
}

function guardOf(database: D1Database, slots: readonly string[], { guard }: Step): readonly D1Statement[] {
  if (guard === undefined) return [];
  const column = `slot_${slots.indexOf(guard)}`;
  return [database.prepare(`INSERT INTO guards (${column}) SELECT changes() WHERE changes() <> 1`)];
}

/** Makes the statements that begin a batch. Ids begin with their time, so that the primary key finds the old ones. */
function commitNotes(database: D1Database): () => readonly D1Statement[] {
  const idAt = (at: number): string => at.toString(36).padStart(9, '0');
  let count = 0;
  return () => {
    const now = Date.now();
    const note = database
      .prepare('INSERT INTO commits (id) VALUES (?)')
      .bind(`${idAt(now)}-${crypto.randomUUID()}`);
    if (count++ % SWEEP_EVERY !== 0) return [note];
    return [note, database.prepare('DELETE FROM commits WHERE id < ?').bind(idAt(now - COMMIT_KEPT_MS))];
  };
}

/** Runs a batch until something is known of it. Answers null when it was done, or which refusal undid it. */
async function runInsisting(
  run: () => Promise<unknown>,
): Promise<{ kind: 'guard'; slot: number } | { kind: 'alreadyCommitted' } | null> {
  for (let attempt = 0; ; attempt++) {
    try {
      await run();
      return null;
    } catch (error) {
      const failure = readFailure(error);
      if (failure.kind === 'guard' || failure.kind === 'alreadyCommitted') return failure;
      const waitMs = RETRY_AFTER_MS[attempt];
      if (failure.kind !== 'passing' || waitMs === undefined) throw unavailable(error);
      await pause(waitMs * (1 + Math.random()));
    }
  }
}

/** One read tells an isolate that nothing is to be done. */
async function migrationsDone(database: D1Database): Promise<ReadonlySet<string>> {
  try {
    const { results } = await database.prepare('SELECT id FROM migrations').all<{ id: string }>();
    return new Set(results.map(({ id }) => id));
  } catch (error) {
    if (readFailure(error).kind !== 'noSchema') throw unavailable(error);
    await runAll(database, BOOKKEEPING);
    return new Set();
  }
}

/** Its id is written first: of several isolates that start at once, all but one fail on it and have nothing left to do. */
async function applyMigration(
  database: D1Database,
  { id, statements }: { id: string; statements: readonly string[] },
): Promise<void> {
  const note = database.prepare('INSERT INTO migrations (id) VALUES (?)').bind(id);
  try {
    await database.batch([note, ...statements.map((statement) => database.prepare(statement))]);
  } catch (error) {
    if (readFailure(error).kind !== 'alreadyMigrated') throw unavailable(error);
  }
}

async function runAll(database: D1Database, statements: readonly string[]): Promise<void> {
  try {
    await database.batch(statements.map((statement) => database.prepare(statement)));
  } catch (error) {
    throw unavailable(error);
  }
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}
