/**
 * A table that stays readable in a narrow terminal: a line that wraps is worse than a column that is not there. First columns with nothing
 * in them go, then long texts are cut, then the least important columns go; ids are never cut, since half an id is of no use.
 */
import { paint, type Meaning } from './paint.js';
import { plainText } from './plain-text.js';
import { widthOf } from './text-width.js';

/** One column. */
export interface Column {
  readonly title: string;
  /** 0: always shown. The higher, the sooner it goes when there is no room, and it goes when it is empty. */
  readonly rank: number;
  /** The text may be cut down to so many characters. Default: never. */
  readonly minWidth?: number;
  /** Default `left`. */
  readonly align?: 'left' | 'right';
}

/** The text of a cell and, if wished, what it means. */
export type Cell = string | readonly [text: string, meaning: Meaning];

/** What is laid out. */
export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

const GAP = 2;

interface Shown extends Column {
  readonly at: number;
  /** The widest text. */
  readonly width: number;
}

/** The lines of a table, header first, in `maxWidth` characters if that can be done; undefined: as many as it needs. */
export function fitTable({ columns, rows }: Table, maxWidth: number | undefined): readonly string[] {
  const shown = fitColumns(shownColumns(columns, rows), maxWidth);
  const rule = shown.map(({ width }) => '─'.repeat(width)).join(' '.repeat(GAP));
  const header = lineOf(shown, (column): Cell => column.title);
  return [header, rule, ...rows.map((row) => lineOf(shown, ({ at }) => row[at] ?? ''))];
}

function shownColumns(columns: readonly Column[], rows: Table['rows']): readonly Shown[] {
  return columns
    .map((column, at) => ({ ...column, at, widest: widestOf(rows, at) }))
    .filter(({ rank, widest }) => rank === 0 || widest > 0)
    .map(({ widest, ...column }) => ({ ...column, width: Math.max(widthOf(column.title), widest) }));
}

function widestOf(rows: Table['rows'], at: number): number {
  return rows.reduce((widest, row) => Math.max(widest, widthOf(textOf(row[at] ?? ''))), 0);
}

function fitColumns(columns: readonly Shown[], maxWidth: number | undefined): readonly Shown[] {
  if (maxWidth === undefined) return columns;
  const excess = totalOf(columns) - maxWidth;
  if (excess <= 0) return columns;
  const slack = columns.reduce((sum, column) => sum + slackOf(column), 0);
  const leastImportant = Math.max(...columns.map(({ rank }) => rank));
  if (slack >= excess || leastImportant <= 0) return cutColumns(columns, excess);
  return fitColumns(
    columns.filter(({ rank }) => rank !== leastImportant),
    maxWidth,
  );
}

/** Takes from the texts that have most to give. */
function cutColumns(columns: readonly Shown[], excess: number): readonly Shown[] {
  const [roomiest] = columns.toSorted((left, right) => slackOf(right) - slackOf(left));
  if (roomiest === undefined || excess <= 0 || slackOf(roomiest) <= 0) return columns;
  const cut = Math.min(excess, slackOf(roomiest));
  const next = columns.map((column) =>
    column === roomiest ? { ...column, width: column.width - cut } : column,
  );
  return cutColumns(next, excess - cut);
}

function slackOf({ width, minWidth, title }: Shown): number {
  return minWidth === undefined ? 0 : Math.max(0, width - Math.max(minWidth, widthOf(title)));
}

function totalOf(columns: readonly Shown[]): number {
  return columns.reduce((sum, { width }) => sum + width + GAP, -GAP);
}

function lineOf(columns: readonly Shown[], cellOf: (column: Shown) => Cell): string {
  const cells = columns.map((column) => {
    const cell = cellOf(column);
    const text = cutText(textOf(cell), column.width);
    const padding = ' '.repeat(Math.max(0, column.width - widthOf(text)));
    const shown = typeof cell === 'string' ? text : paint(cell[1], text);
    return column.align === 'right' ? `${padding}${shown}` : `${shown}${padding}`;
  });
  return cells.join(' '.repeat(GAP)).trimEnd();
}

function cutText(text: string, width: number): string {
  return widthOf(text) <= width
    ? text
    : `${Array.from(text)
        .slice(0, Math.max(0, width - 1))
        .join('')}…`;
}

function textOf(cell: Cell): string {
  return plainText(typeof cell === 'string' ? cell : cell[0]);
}
