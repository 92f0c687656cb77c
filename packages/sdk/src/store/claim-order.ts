/** Claimed rows, oldest first: `RETURNING` answers rows in an order of its own, whatever the claim was ordered by. */
export function inTimeOrder<Row extends { readonly next_attempt_at: number }>(
  rows: readonly Row[],
  bornAt: (row: Row) => number,
): readonly Row[] {
  return rows.toSorted(
    (left, right) => left.next_attempt_at - right.next_attempt_at || bornAt(left) - bornAt(right),
  );
}
