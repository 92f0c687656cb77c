import { paint } from './paint.js';
import { widthOf } from './text-width.js';

/** A name and what it is; null: not worth a line. */
export type Field = readonly [name: string, value: string | null];

/** Named values below each other, two spaces in. */
export function formatFields(fields: readonly Field[]): readonly string[] {
  const known = fields.filter((field): field is readonly [string, string] => field[1] !== null);
  const width = Math.max(0, ...known.map(([name]) => widthOf(name)));
  return known.map(
    ([name, value]) => `  ${paint('soft', name)}${' '.repeat(width - widthOf(name))}  ${value}`,
  );
}
