/**
 * Finds which statement a mistake belongs to. A parser notices an open bracket or a missing value only where the
 * next statement begins; the line a person has to mend is then further up.
 */
import type { ParseError } from 'toml-eslint-parser';
import { isDuplicate } from './explain-syntax-error.js';
import type { LineKeys } from './line-keys.js';
import type { LineMap } from './line-map.js';

/** The lines a mistake makes unreadable. */
export interface BrokenStatement {
  readonly firstLine: number;
  /** The first line after it. */
  readonly endLine: number;
  /** Where a statement that was left open was noticed, in words; undefined for any other mistake. */
  readonly openUntil: string | undefined;
}

/** A text that does not parse, and a way to try its parts. */
export interface BrokenText {
  readonly text: string;
  readonly lines: LineMap;
  readonly keys: LineKeys;
  /** Whether a part of the text is valid by itself. */
  readonly parses: (part: string) => boolean;
}

/** The statement that has to be mended for the text to be read beyond the mistake. */
export function findBrokenStatement(error: ParseError, broken: BrokenText): BrokenStatement {
  const { text, lines, keys, parses } = broken;
  const linesParse = (from: number, to: number): boolean =>
    parses(text.slice(lines.startOf(from), lines.startOf(to)));
  const errorLine = Math.min(lines.lineOf(error.index), lines.count);
  const above = lastWrittenLine(text.slice(0, lines.startOf(errorLine)), lines);
  const leftOpen = isLeftOpenAbove(error, { ...broken, errorLine, above });
  const mistakeLine = leftOpen ? above : errorLine;
  const nearest = keys.nearestAbove(mistakeLine);
  const standsAlone = nearest === 0 || (nearest < mistakeLine && linesParse(nearest, mistakeLine));
  const firstLine = standsAlone ? mistakeLine : nearest;
  const endLine = keys.nextBelow(firstLine, keys.on(firstLine)?.kind === 'header' ? 'header' : 'any');
  const atEnd = text.slice(error.index).trim() === '';
  const isOpen = firstLine < errorLine && (leftOpen || atEnd);
  const noticed = atEnd ? 'the file ends' : `line ${errorLine} begins`;
  return { firstLine, endLine, openUntil: isOpen ? noticed : undefined };
}

/** Whether the line that fails is innocent: fine by itself, or not even begun when the parser stops. */
function isLeftOpenAbove(
  error: ParseError,
  { text, lines, keys, parses, errorLine, above }: BrokenText & { errorLine: number; above: number },
): boolean {
  if (isDuplicate(error)) return false;
  const start = lines.startOf(errorLine);
  if (parses(text.slice(start, lines.startOf(errorLine + 1)))) return true;
  const begun = keys.on(errorLine) === undefined || /[^\s[]/.test(text.slice(start, error.index));
  const opener = keys.nearestAbove(above);
  return !begun && opener > 0 && !parses(text.slice(lines.startOf(opener), start));
}

function lastWrittenLine(text: string, lines: LineMap): number {
  return lines.lineOf(Math.max(0, text.trimEnd().length - 1));
}
