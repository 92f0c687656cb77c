/** `{{name}}` or `{{name|what to say instead}}`. */
const PLACEHOLDER = /\{\{\s*([^{}|]*?)\s*(?:\|([^{}]*))?\}\}/g;

/** The names of a text's placeholders, in order of appearance. */
export function placeholdersIn(text: string): readonly string[] {
  return [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
}

/** What a text's gaps are filled with. */
export interface Filling {
  readonly values: Readonly<Record<string, string>>;
  /** Applied to every value and every fallback. */
  readonly escape: (value: string) => string;
}

/** The text with its gaps filled; a value that is not there leaves the fallback, or nothing. */
export function fillPlaceholders(text: string, { values, escape }: Filling): string {
  return text.replaceAll(PLACEHOLDER, (_, name: string, fallback: string | undefined) =>
    escape(values[name] ?? fallback?.trim() ?? ''),
  );
}
