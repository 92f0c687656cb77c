/** What no line of a mail may hold: control characters, line separators, and signs that turn the writing direction. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069\uFEFF]+/gu;
const LONE_SURROGATE = /\p{Cs}/gu;

/** The text on one line, without anything that could break a header or reorder what people read. */
export function plainText(text: string): string {
  return text
    .replaceAll(UNPRINTABLE, ' ')
    .replaceAll(LONE_SURROGATE, '\uFFFD')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
