/** Rows as aligned columns; the last column is not padded. Cells hold plain text without line breaks. */
export function formatTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const widths = columnWidths([header, ...rows]);
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - widthOf(cell)))
      .join('  ')
      .trimEnd();
  return [line(header), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)];
}

/** The width of each column. */
function columnWidths(rows: readonly (readonly string[])[]): readonly number[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: count }, (_, at) => Math.max(0, ...rows.map((row) => widthOf(row[at] ?? ''))));
}

/** Characters as a person counts them: names may hold more than ASCII. */
function widthOf(text: string): number {
  return Array.from(segmenter.segment(text)).length;
}

const segmenter = new Intl.Segmenter('en');
