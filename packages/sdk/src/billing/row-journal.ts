/** The line of history that says that the row's plan or status changed, written and recognised in one place. */
import type { Entitlement } from '../contract/entitlement.js';
import type { Instant } from '../kernel/instant.js';
import type { JournalEntry } from './decision.js';

const ROW_CHANGED = 'Row changed from ';

/** The line for a row that became another, or none. */
export function rowJournal(
  change: { readonly before: Entitlement | null; readonly after: Entitlement | null; readonly cause: string },
  now: Instant,
): readonly JournalEntry[] {
  const word = (row: Entitlement | null) => (row ? `${row.plan}/${row.status}` : 'none');
  const [before, after] = [word(change.before), word(change.after)];
  if (before === after) return [];
  return [{ at: now, cause: change.cause, summary: `${ROW_CHANGED}${before} to ${after}.` }];
}

/** Whether the line says that the row changed. */
export function isRowChange({ summary }: JournalEntry): boolean {
  return summary.startsWith(ROW_CHANGED);
}
