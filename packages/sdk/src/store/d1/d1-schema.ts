/**
 * The tables D1 needs besides the stores' own: which migrations are done, which commits are done, and the one whose only purpose is to
 * fail. A guard is a row of `guards` that must not come to be: each of its columns takes nothing but NULL, under a name the error tells.
 */
/** How many different guards one atomic change may have. */
export const GUARD_SLOTS = 8;

/** The name a failed guard of this slot has in D1's error. */
export const guardName = (slot: number): string => `hsx_guard_${slot}`;

/** Statements that make the tables; safe to run again. */
export const BOOKKEEPING: readonly string[] = [
  'CREATE TABLE IF NOT EXISTS migrations (id TEXT NOT NULL PRIMARY KEY)',
  'CREATE TABLE IF NOT EXISTS commits (id TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID',
  `CREATE TABLE IF NOT EXISTS guards (${Array.from({ length: GUARD_SLOTS }, (_, slot) => `slot_${slot} INTEGER CONSTRAINT ${guardName(slot)} CHECK (slot_${slot} IS NULL)`).join(', ')})`,
];
