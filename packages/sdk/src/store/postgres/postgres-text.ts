/**
 * Texts as PostgreSQL takes them: it has no place for U+0000, and an author's key may hold it. Two characters stand for it, and two for the one they
 * begin with, so that every text is read as it was written and texts keep their order and their prefixes.
 */
const STAND_IN: Readonly<Record<string, string>> = { '\u0000': '\u0001\u0001', '\u0001': '\u0001\u0002' };
// eslint-disable-next-line no-control-regex -- these are what it is about
const SPECIAL = /[\u0000\u0001]/;
/** With `u` the two halves of a letter are one; what is left stands alone. */
const LONE_HALF = /\p{Surrogate}/gu;

/** Parameters as they are sent. */
export function writeTexts(parameters: readonly unknown[]): unknown[] {
  if (!parameters.some(isSpecial)) return parameters as unknown[];
  return parameters.map((value) => (isSpecial(value) ? writeText(value) : value));
}

/** Rows as one parameter; their texts as they are sent. Half a pair of a letter's two halves, which JSON may not hold there, is U+FFFD as in UTF-8. */
export function writeRows(rows: readonly object[]): string {
  const json = JSON.stringify(rows);
  if (!/\\u(?:000|d)/.test(json)) return json; // where a special letter is, it is escaped
  return JSON.stringify(rows, (_name, value: unknown) =>
    typeof value === 'string' ? writeText(value.replaceAll(LONE_HALF, '\ufffd')) : value,
  );
}

/** A text as it was written. */
export function readText(text: string): string {
  if (!text.includes('\u0001')) return text;
  // eslint-disable-next-line no-control-regex -- as above
  return text.replaceAll(/\u0001[\u0001\u0002]/g, (pair) => (pair.endsWith('\u0001') ? '\u0000' : '\u0001'));
}

function isSpecial(value: unknown): value is string {
  return typeof value === 'string' && SPECIAL.test(value);
}

function writeText(text: string): string {
  return Array.from(text, (letter) => STAND_IN[letter] ?? letter).join('');
}
