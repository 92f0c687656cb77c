/**
 * Writes that come together reach the disk together: one transaction, one wait for the disk, one savepoint each, so that what one of them must
 * take back touches none of the others. Nobody is answered before the disk has it. Without this, whoever waits for the disk is waited for by
 * everybody else, since SQLite writes one transaction at a time.
 */
import type Database from 'better-sqlite3';

/** Does its work now or fails; what it did is undone then. */
export type Write<T> = () => T;

/** Puts writes together. */
export interface GroupCommit {
  /** The outcome of the work, once it is on disk. Rejects with what the work threw, or with why nothing could be written. */
  write<T>(work: Write<T>): Promise<T>;
  /** Writes what still waits; for a close. */
  flush(): void;
}

interface Waiting {
  readonly work: Write<unknown>;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

type Outcome = { readonly value: unknown } | { readonly error: unknown };

/** Makes the group of one database; `attempt` runs a transaction, again while the file is locked by others. */
export function createGroupCommit(
  database: Database.Database,
  attempt: <T>(work: () => T) => Promise<T>,
): GroupCommit {
  let waiting: Waiting[] = [];
  const alone = database.transaction((work: Write<unknown>) => work());
  const together = database.transaction((group: readonly Waiting[]): readonly Outcome[] =>
    group.map(({ work }) => outcomeOf(database, () => alone(work))),
  );
  const take = (): readonly Waiting[] => {
    const group = waiting;
    waiting = [];
    return group;
  };
  let isWriting = false;
  const commit = async (): Promise<void> => {
    const group = take();
    if (group.length === 0) return;
    isWriting = true;
    const write = (): void => answer(group, together.immediate(group));
    await attempt(write).catch((error: unknown) => refuse(group, error));
    isWriting = false;
    if (waiting.length > 0) setImmediate(() => void commit());
  };
  return {
    write: (work) =>
      new Promise((resolve, reject) => {
        waiting.push({ work, resolve, reject });
        // What else arrives with this turn of the event loop, or while the file is locked, is written along.
        if (waiting.length === 1 && !isWriting) setImmediate(() => void commit());
      }),
    flush() {
      const group = take();
      if (group.length > 0) answerNow(group, () => together.immediate(group));
    },
  };
}

/** An error after which SQLite has given up the whole transaction, such as a full disk, is one of all. */
function outcomeOf(database: Database.Database, work: () => unknown): Outcome {
  try {
    return { value: work() };
  } catch (error) {
    if (!database.inTransaction) throw error;
    return { error };
  }
}

function answerNow(group: readonly Waiting[], write: () => readonly Outcome[]): void {
  try {
    answer(group, write());
  } catch (error) {
    refuse(group, error);
  }
}

function refuse(group: readonly Waiting[], error: unknown): void {
  for (const each of group) each.reject(error);
}

function answer(group: readonly Waiting[], outcomes: readonly Outcome[]): void {
  outcomes.forEach((outcome, place) => {
    if ('error' in outcome) group[place]?.reject(outcome.error);
    else group[place]?.resolve(outcome.value as never);
  });
}
