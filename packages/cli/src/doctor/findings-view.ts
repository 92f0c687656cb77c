import { paint, type Meaning } from '../terminal/paint.js';
import { wrapText } from '../terminal/wrap-text.js';
import { FINDING_GROUPS, type Finding, type FindingGroup, type FindingLevel } from './finding.js';

const TITLES: Readonly<Record<FindingGroup, string>> = {
  environment: 'Environment',
  configuration: 'Configuration',
  database: 'Database',
  stripe: 'Stripe',
  hubspot: 'HubSpot',
  clocks: 'Clocks',
  app: 'The app',
  mail: 'Mail',
};

/** A word, not only a colour: many terminals and most logs have none. */
const WORDS: Readonly<Record<FindingLevel, readonly [string, Meaning]>> = {
  ok: ['ok      ', 'good'],
  warning: ['warning ', 'warning'],
  problem: ['problem ', 'bad'],
  skipped: ['skipped ', 'soft'],
};

const INDENT = '          ';

/** The findings for a person, group by group, and what they come to. */
export function findingLines(findings: readonly Finding[], columns: number | undefined): readonly string[] {
  const groups = FINDING_GROUPS.map((group) => findings.filter((finding) => finding.group === group));
  const shown = groups.flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const title = paint('strong', TITLES[first.group]);
    return [title, ...group.flatMap((finding) => linesOf(finding, columns)), ''];
  });
  return [...shown, sumOf(findings)];
}

function linesOf({ level, message, next }: Finding, columns: number | undefined): readonly string[] {
  const [word, meaning] = WORDS[level];
  const [head = '', ...rest] = message
    .split('\n')
    .flatMap((line) => wrapText(line.trim(), { columns, first: INDENT, indent: INDENT }));
  const first = `  ${paint(meaning, word)}${head.slice(INDENT.length)}`;
  const step = next === null ? [] : wrapText(next, { columns, first: `${INDENT}→ `, indent: `${INDENT}  ` });
  return [first, ...rest, ...step];
}

function sumOf(findings: readonly Finding[]): string {
  const count = (level: FindingLevel) => findings.filter((finding) => finding.level === level).length;
  const [problems, warnings] = [count('problem'), count('warning')];
  const parts = [
    counted(problems, 'problem'),
    counted(warnings, 'warning'),
    `${count('ok')} fine`,
    `${count('skipped')} skipped`,
  ];
  const meaning = problems > 0 ? 'bad' : warnings > 0 ? 'warning' : 'good';
  return paint(meaning, `${parts.join(', ')}.`);
}

function counted(count: number, noun: string): string {
  return `${count === 0 ? 'no' : count} ${noun}${count === 1 ? '' : 's'}`;
}
