import type { GrantEntry } from '@hs-x/sdk/admin';
import { fitTable, type Cell, type Column } from '../../terminal/fit-table.js';
import { formatDay } from '../../terminal/format-instant.js';
import type { View } from './view.js';

const COLUMNS: readonly Column[] = [
  { title: 'grant', rank: 0 },
  { title: 'plan', rank: 0 },
  { title: 'source', rank: 3 },
  { title: 'state', rank: 0 },
  { title: 'given', rank: 2 },
  { title: 'until', rank: 0 },
  { title: 'by', rank: 4, minWidth: 10 },
  { title: 'reason', rank: 1, minWidth: 16 },
];

/** The ledger of a portal's grants. */
export function grantTable(grants: readonly GrantEntry[], { maxWidth }: View): readonly string[] {
  return fitTable({ columns: COLUMNS, rows: grants.map(rowOf) }, maxWidth);
}

function rowOf(grant: GrantEntry): readonly Cell[] {
  return [
    grant.grantId,
    grant.plan,
    grant.source,
    [grant.state, grant.state === 'live' ? 'good' : 'soft'],
    formatDay(grant.givenAt),
    grant.until === null ? 'no end' : formatDay(grant.until - 1), // a day that is whole ends at the next one’s midnight
    grant.actor,
    grant.reason,
  ];
}
