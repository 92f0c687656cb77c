import type { Entitlement } from '@hs-x/sdk';
import type { Change } from '@hs-x/sdk/admin';
import { fitTable, type Cell } from '../../terminal/fit-table.js';
import { formatMinute } from '../../terminal/format-instant.js';
import type { View } from './view.js';

const COLUMNS = [
  { title: 'field', rank: 0 },
  { title: 'before', rank: 0, minWidth: 12 },
  { title: 'after', rank: 0, minWidth: 12 },
] as const;

/** What an operator looks for first; shown even when it stayed. */
const ALWAYS: readonly string[] = ['plan', 'status', 'source'];

/** The row before and after: what differs, and the fields that say what the portal has. */
export function changeLines({ portalId, before, after }: Change, { maxWidth }: View): readonly string[] {
  const names = [...new Set([...ALWAYS, ...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  if (before === null && after === null)
    return [`Portal ${portalId} has no entitlement row: the app was never installed there.`];
  const changed = names.filter((name) => fieldOf(before, name) !== fieldOf(after, name));
  const isSame = changed.every((name) => name === 'updatedAt');
  const shown = names.filter((name) => ALWAYS.includes(name) || (!isSame && changed.includes(name)));
  const rows = shown.map((name): readonly Cell[] => {
    const [was, is] = [fieldOf(before, name), fieldOf(after, name)];
    return [name, was, was === is ? is : [is, 'strong']];
  });
  const table = fitTable({ columns: COLUMNS, rows }, maxWidth);
  return isSame ? [...table, '', `Nothing changed for portal ${portalId}.`] : table;
}

/** Instants are shown as dates; `—` means the field is absent. */
function fieldOf(row: Entitlement | null, name: string): string {
  const value = Object.entries(row ?? {}).find(([known]) => known === name)?.[1] as
    string | number | undefined;
  if (value === undefined) return '—';
  return typeof value === 'number' ? `${formatMinute(value)} UTC` : value;
}
