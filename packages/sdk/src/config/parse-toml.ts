/**
 * Reads the text as TOML and goes on after a mistake: the unreadable statement is reported, blanked out (offsets
 * stay) and the rest is read again. So a missing quote on line 3 does not hide a misspelt key on line 20.
 */
import { ParseError, parseTOML } from 'toml-eslint-parser';
import { findBrokenStatement } from './find-broken-statement.js';
import type { LineKeys } from './line-keys.js';
import type { LineMap } from './line-map.js';
import type { ProblemLog } from './problem-log.js';
import { reportSyntaxError } from './report-syntax-error.js';
import { buildTomlTree, type TomlTable } from './toml-tree.js';

/** A text and the ways to point into it. */
export interface TomlSource {
  readonly text: string;
  readonly lines: LineMap;
  readonly keys: LineKeys;
  readonly log: ProblemLog;
}

/** What could be read. */
export interface ReadToml {
  readonly root: TomlTable | undefined;
  /** False when statements were skipped as unreadable. */
  readonly complete: boolean;
}

/** After this many unreadable statements the file is something else than TOML. */
const MOST_MISTAKES = 20;

/** Parses the text; every statement that cannot be read is a problem in the log. */
export function parseToml({ text, lines, keys, log }: TomlSource): ReadToml {
  let readable = text;
  for (let mistakes = 0; mistakes <= MOST_MISTAKES; mistakes++) {
    const parsed = tryParse(readable);
    if (!(parsed instanceof ParseError)) return { root: parsed, complete: mistakes === 0 };
    const parses = (part: string): boolean => !(tryParse(part) instanceof ParseError);
    const statement = findBrokenStatement(parsed, { text: readable, lines, keys, parses });
    reportSyntaxError({ error: parsed, statement, lines, keys, log });
    const blanked = blank(readable, lines.startOf(statement.firstLine), lines.startOf(statement.endLine));
    if (blanked === readable) break;
    readable = blanked;
  }
  return { root: undefined, complete: false };
}

function tryParse(text: string): TomlTable | ParseError {
  try {
    return buildTomlTree(parseTOML(text, { tomlVersion: '1.1.0' }));
  } catch (error) {
    if (error instanceof ParseError) return error;
    throw error;
  }
}

function blank(text: string, start: number, end: number): string {
  return text.slice(0, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ') + text.slice(end);
}
