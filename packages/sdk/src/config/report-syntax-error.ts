import type { ParseError } from 'toml-eslint-parser';
import { explainSyntaxError, isDuplicate } from './explain-syntax-error.js';
import type { BrokenStatement } from './find-broken-statement.js';
import type { LineKeys, LineStatement } from './line-keys.js';
import type { LineMap } from './line-map.js';
import type { ProblemLog } from './problem-log.js';
import { showText } from './show-value.js';

/** Why the parser stopped, and the statement it stopped at. */
export interface SyntaxMistake {
  readonly error: ParseError;
  readonly statement: BrokenStatement;
  readonly lines: LineMap;
  readonly keys: LineKeys;
  readonly log: ProblemLog;
}

/** Reports a statement that cannot be read, or a key that is there twice. */
export function reportSyntaxError(mistake: SyntaxMistake): void {
  const { error, statement, lines, keys, log } = mistake;
  const key = keys.on(statement.firstLine)?.key ?? '';
  const subject = key === '' ? 'This line' : key;
  if (isDuplicate(error)) {
    const message = `${explainDuplicate(mistake, key)} Keep one of them.`;
    log.report({ offset: error.index, key, code: 'DUPLICATE_KEY', message });
    return;
  }
  const { firstLine, openUntil } = statement;
  const isOpen = openUntil !== undefined;
  const offset = isOpen ? lines.startOf(firstLine) + lines.textOf(firstLine).search(/\S|$/) : error.index;
  const reason = isOpen ? explainOpen(openUntil, keys.on(firstLine)?.kind) : explainSyntaxError(error, lines);
  log.report({ offset, key, code: 'SYNTAX', message: `${subject} is not valid TOML: ${reason}` });
}

function explainOpen(openUntil: string, kind: LineStatement['kind'] | undefined): string {
  const remedy =
    kind === 'header' ? 'End the heading with ].' : 'Give it a value and close its quotes and brackets.';
  return `it is not finished when ${openUntil}. ${remedy}`;
}

function explainDuplicate({ error, statement, lines, keys }: SyntaxMistake, key: string): string {
  const line = lines.lineOf(error.index);
  const word = /^[\w-]+/.exec(lines.textOf(line).slice(error.index - lines.startOf(line)))?.[0];
  const subject = key === '' ? 'This key' : key;
  if (word !== undefined && key !== '' && !key.split('.').includes(word)) {
    return `${subject} holds ${showText(word)} twice.`;
  }
  const first = keys.firstLineOf(key);
  const where = first > 0 && first < statement.firstLine ? ` The first is on line ${first}.` : '';
  return `${subject} is defined twice.${where}`;
}
