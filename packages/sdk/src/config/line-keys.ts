/**
 * Names the key each line begins in text that may not parse, only by looking at lines.
 * Made for messages and for skipping what is unreadable, never for meaning.
 */
import type { LineMap } from './line-map.js';

/** What a line begins. */
export interface LineStatement {
  readonly kind: 'header' | 'entry';
  /** The full path, such as `billing.plan.team.features`. */
  readonly key: string;
}

const LONGEST_SHOWN = 120;
const HEADER = /^\s*\[\[?\s*([\w-]+(?:\s*\.\s*[\w-]+)*)/;
// Also matches keys that TOML refuses, so that the line after a mistake is still seen as a beginning.
const ENTRY = /^\s*([^\s=[\]{}"'#,][^=]*)=/;

/** The headers and entries of a text, by line. */
export class LineKeys {
  readonly #statements: readonly (LineStatement | undefined)[];

  constructor(lines: LineMap) {
    let table = '';
    this.#statements = Array.from({ length: lines.count }, (_, index) => {
      const text = lines.textOf(index + 1);
      const header = firstGroup(HEADER, text);
      if (header !== undefined) {
        table = header;
        return { kind: 'header', key: header };
      }
      const entry = firstGroup(ENTRY, text);
      return entry === undefined
        ? undefined
        : { kind: 'entry', key: table === '' ? entry : `${table}.${entry}` };
    });
  }

  /** What the line begins; undefined when it continues something, is blank or a comment. */
  on(line: number): LineStatement | undefined {
    return this.#statements[line - 1];
  }

  /** The nearest line, from the given one upwards, that begins something; 0 when there is none. */
  nearestAbove(line: number): number {
    return this.#statements.findLastIndex((statement, index) => index < line && statement !== undefined) + 1;
  }

  /** The first line below the given one that begins something (or a table); one past the end when there is none. */
  nextBelow(line: number, kind: 'any' | 'header'): number {
    const index = this.#statements.findIndex(
      (statement, at) => at >= line && statement !== undefined && (kind === 'any' || statement.kind === kind),
    );
    return index === -1 ? this.#statements.length + 1 : index + 1;
  }

  /** The first line that begins the key; 0 when none does. */
  firstLineOf(key: string): number {
    return this.#statements.findIndex((statement) => statement?.key === key) + 1;
  }
}

function firstGroup(pattern: RegExp, text: string): string | undefined {
  return pattern
    .exec(text)?.[1]
    ?.trim()
    .replace(/\s*\.\s*/g, '.')
    .slice(0, LONGEST_SHOWN);
}
