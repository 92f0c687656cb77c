/** What claims have in common: which rows a claim leaves to others, and in which order it answers its own. */
import { sql as raw, type Expression } from 'kysely';
import type { Sql } from './schema.js';

/** A query for the keys of rows to be claimed. */
interface Claimable<Key> extends Expression<unknown> {
  forUpdate(): { skipLocked(): Expression<unknown> };
  /** Only names the type of what is selected. */
  readonly key?: Key;
}

/**
 * The keys to claim, but for those another connection is claiming just now: it neither waits for them nor claims them twice. PostgreSQL reads such a
 * query once only when told so, and otherwise may claim more than its limit.
 */
export function claimable<Key>(db: Sql, ready: Claimable<Key>): Expression<Key> {
  if (!db.hasRowLocks) return ready as unknown as Expression<Key>;
  return raw<Key>`(WITH ready AS MATERIALIZED (${ready.forUpdate().skipLocked()}) SELECT * FROM ready)`;
}

/** Claimed rows, oldest first: `RETURNING` answers rows in an order of its own, whatever the claim was ordered by. */
export function inTimeOrder<Row extends { readonly next_attempt_at: number }>(
  rows: readonly Row[],
  bornAt: (row: Row) => number,
): readonly Row[] {
  return rows.toSorted(
    (left, right) => left.next_attempt_at - right.next_attempt_at || bornAt(left) - bornAt(right),
  );
}
