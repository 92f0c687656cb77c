import type { ExplainedSource, Explanation } from '@hs-x/sdk/admin';
import { formatFields, type Field } from '../../terminal/format-fields.js';
import { formatInstant } from '../../terminal/format-instant.js';
import { paint } from '../../terminal/paint.js';
import { plainText } from '../../terminal/plain-text.js';
import { wrapText } from '../../terminal/wrap-text.js';
import { journalTable } from './journal-table.js';
import type { View } from './view.js';

const SHOWN_JOURNAL_LINES = 5;

/** Why a portal has, or has not, access: the verdict first, then what it rests on, then what would change it. */
export function explanationLines(explanation: Explanation, view: View): readonly string[] {
  const { portalId, feature, isAllowed, verdict, sources, changes, journal } = explanation;
  const asked = feature === null ? 'access' : plainText(feature);
  const mark = isAllowed ? paint('good', 'allowed') : paint('bad', 'denied');
  const item = itemIn(view);
  return [
    `${paint('strong', `Portal ${portalId}, ${asked}`)}: ${mark}`,
    ...wrapText(plainText(verdict), { columns: view.maxWidth, indent: '' }),
    '',
    ...formatFields(fieldsOf(explanation, view)),
    ...titled('Who could entitle', sources.map(sourceLine).flatMap(item)),
    ...titled('What would change it', changes.map((change) => changeLine(change, view)).flatMap(item)),
    ...titled('History, newest first', journal.length === 0 ? [] : history(explanation, view)),
  ];
}

function fieldsOf({ row, plan, code, setBy, observedAt }: Explanation, { now }: View): readonly Field[] {
  return [
    ['row', row ? `${row.plan}, ${row.status}, from ${row.source}` : 'none'],
    ['plan', plan && planLine(plan)],
    ['code', code],
    ['set by', setBy && `${setBy.cause}: ${plainText(setBy.summary)}`],
    ['event', setBy?.eventId ?? null],
    ['set', setBy && formatInstant(setBy.at, now)],
    ['confirmed', observedAt === null ? null : formatInstant(observedAt, now)],
  ];
}

function planLine({ name, isKnown, hasFeature }: NonNullable<Explanation['plan']>): string {
  if (!isKnown) return `${name}, which hs-x.toml does not have`;
  if (hasFeature === null) return name;
  return hasFeature ? `${name}, which holds it` : `${name}, which does not hold it`;
}

function sourceLine({ kind, id, source, plan, isWinning, why }: ExplainedSource): string {
  const mark = isWinning ? paint('good', '✓') : paint('soft', '·');
  const names = [
    kind === 'byHand' ? 'row by hand' : kind,
    id ?? '',
    plan === null ? '' : `(${source}, ${plan})`,
  ];
  return `${mark} ${plainText(names.filter((name) => name !== '').join(' '))}: ${plainText(why)}`;
}

function changeLine({ what, at }: Explanation['changes'][number], { now }: View): string {
  return `· ${at === null ? '' : `${formatInstant(at, now)}: `}${plainText(what)}`;
}

function history({ journal }: Explanation, view: View): readonly string[] {
  return journalTable(journal.slice(0, SHOWN_JOURNAL_LINES), view);
}

function itemIn({ maxWidth }: View): (text: string) => readonly string[] {
  return (text) => wrapText(text, { columns: maxWidth, first: '  ', indent: '    ' });
}

function titled(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', paint('strong', title), ...lines];
}
