/** Turns offsets into lines and columns. One map for parser errors and for our own findings, so both count alike. */
export class LineMap {
  readonly #starts: readonly number[];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    this.#starts = [0, ...[...text.matchAll(/\n/g)].map((match) => match.index + 1)];
  }

  /** How many lines the text has; a final line break opens no line of its own. */
  get count(): number {
    const last = this.#starts.length;
    return last > 1 && this.#starts[last - 1] === this.#text.length ? last - 1 : last;
  }

  /** Line (from 1) and column (from 1) of an offset; past the end means the last line. */
  positionOf(offset: number): { readonly line: number; readonly column: number } {
    const line = Math.min(this.lineOf(offset), this.count);
    return { line, column: Math.min(offset - this.startOf(line), this.textOf(line).length) + 1 };
  }

  /** Where a line starts; past the last line: where the text ends. */
  startOf(line: number): number {
    return this.#starts[line - 1] ?? this.#text.length;
  }

  /** The text of a line, without its break. */
  textOf(line: number): string {
    let end = this.startOf(line + 1);
    if (this.#text[end - 1] === '\n' && end > this.startOf(line)) end -= 1;
    if (this.#text[end - 1] === '\r' && end > this.startOf(line)) end -= 1;
    return this.#text.slice(this.startOf(line), end);
  }

  /** The line an offset lies on, counting a line opened by a final break. */
  lineOf(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }
}
