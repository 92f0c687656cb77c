import { widthOf } from './text-width.js';

/** How text is broken. */
export interface WrapWish {
  /** Undefined: one line, however long. */
  readonly columns: number | undefined;
  /** What the first line begins with. Default: nothing. */
  readonly first?: string;
  /** What every other line begins with. */
  readonly indent: string;
}

/** Breaks text at spaces so that each line fits. A word is never broken: a link that is cut leads nowhere. */
export function wrapText(text: string, { columns, first = '', indent }: WrapWish): readonly string[] {
  if (columns === undefined) return [`${first}${text}`];
  const lines: string[] = [];
  let line: string | null = null;
  for (const word of text.split(' ')) {
    if (line !== null && widthOf(line) + 1 + widthOf(word) > columns) {
      lines.push(line);
      line = null;
    }
    line = line === null ? `${lines.length === 0 ? first : indent}${word}` : `${line} ${word}`;
  }
  return [...lines, line ?? first];
}
