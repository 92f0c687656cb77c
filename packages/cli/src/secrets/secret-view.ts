import { formatDistance } from '../terminal/format-instant.js';
import { fitTable, type Cell, type Column } from '../terminal/fit-table.js';
import type { View } from '../billing/views/view.js';
import type { SecretLine } from './secret-table.js';

const COLUMNS: readonly Column[] = [
  { title: 'NAME', rank: 0 },
  { title: 'VALUE', rank: 0 },
  { title: 'FINGERPRINT', rank: 0 },
  { title: 'WHERE', rank: 2 },
  { title: 'SINCE', rank: 4 },
  { title: 'LAST NEEDED', rank: 1 },
  { title: 'ENCRYPTS', rank: 3 },
  { title: 'PROBE', rank: 1 },
];

const PLACES = { vault: 'encrypted file', env: '.env', environment: 'environment' } as const;

/** The table of the lines, and under it a sentence for each former value. */
export function secretTable(lines: readonly SecretLine[], view: View): readonly string[] {
  const rows = lines.map((line) => [
    line.index === 0 ? line.name : '',
    valueOf(line),
    line.fingerprint ?? '–',
    placeOf(line),
    line.sinceAt === null ? '' : formatDistance(line.sinceAt, view.now),
    line.lastUsedAt === null ? '' : formatDistance(line.lastUsedAt, view.now),
    line.sealed === null ? '' : `${line.sealed.tokens} tokens, ${line.sealed.bodies} webhooks`,
    probeOf(line),
  ]);
  const former = lines.filter(({ retirement }) => retirement !== null);
  return [
    ...fitTable({ columns: COLUMNS, rows }, view.maxWidth),
    ...(former.length === 0 ? [] : ['']),
    ...former.map(retirementLine),
  ];
}

function valueOf({ liveValues, index }: SecretLine): Cell {
  if (liveValues === 0) return ['missing', 'warning'];
  if (liveValues === 1) return 'set';
  return index === 0 ? `present, 1 of ${liveValues}` : `former, ${index + 1} of ${liveValues}`;
}

function placeOf({ place, liveValues, isHeldByApp }: SecretLine): Cell {
  if (liveValues === 0) return '';
  if (place === null) return ['the app only', 'warning'];
  return isHeldByApp === false ? [`${PLACES[place]}, not in the app`, 'warning'] : PLACES[place];
}

function probeOf({ probe }: SecretLine): Cell {
  if (probe === null) return '';
  switch (probe.kind) {
    case 'verified':
      return ['verified', 'good'];
    case 'refused':
      return ['refused', 'bad'];
    case 'unanswered':
      return ['no answer', 'bad'];
  }
}

function retirementLine({ name, fingerprint, retirement }: SecretLine): string {
  const value = `${name} ${fingerprint ?? ''}`.trim();
  if (retirement?.kind !== 'notYet')
    return `${value}: safe to retire now: hs-x secrets rotate ${name} --retire`;
  return `${value}: keep it: ${retirement.reason}.`;
}
