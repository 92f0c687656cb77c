/** Reads fields of an answer nobody has checked yet. */

/** The value's fields when it is an object, otherwise none. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

/** The value when it is a text, otherwise null. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** The value when it is a finite number, otherwise null. */
export function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** The value's elements when it is a list, otherwise none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The texts of a list; everything else in it is left out. */
export function textsOf(value: unknown): readonly string[] {
  return listOf(value).filter((entry) => typeof entry === 'string');
}

/** The value when it is a web address, otherwise null: nothing else may become a button's link. */
export function webAddressOf(value: unknown): string | null {
  return typeof value === 'string' && /^https?:\/\/[^\s/]/i.test(value) ? value : null;
}
