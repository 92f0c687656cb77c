import type { JournalLine } from '@hs-x/sdk/admin';
import { fitTable, type Column } from '../../terminal/fit-table.js';
import { formatMinute } from '../../terminal/format-instant.js';
import type { View } from './view.js';

const COLUMNS: readonly Column[] = [
  { title: 'when (UTC)', rank: 0 },
  { title: 'cause', rank: 1 },
  { title: 'what', rank: 0, minWidth: 48 },
];

/** A portal's history as it is given, newest first. */
export function journalTable(lines: readonly JournalLine[], { maxWidth }: View): readonly string[] {
  const rows = lines.map(({ at, cause, summary }) => [formatMinute(at), cause, summary]);
  return fitTable({ columns: COLUMNS, rows }, maxWidth);
}
