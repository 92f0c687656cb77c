/**
 * Mail data waits in an outbox as JSON, perhaps written by an older version of the app. So it is checked when the mail is
 * written: what is missing is left out, what has the wrong type is refused by name.
 */
import { resolveLink } from '../document/parts.js';
import { plainText } from '../format/plain-text.js';
import type { MailApp } from '../mail-app.js';

/** Reads one field; `null` means that the value is not of the expected form. */
export interface FieldReader<Value> {
  /** What the field may hold, for messages. */
  readonly expects: string;
  readonly read: (value: unknown, app: MailApp) => Value | null;
  /** How the value stands where a placeholder names it. */
  readonly show: (value: Value, shown: ShownWith) => string;
}

/** A reader whatever it reads: what registries hold. */
export interface AnyFieldReader {
  readonly expects: string;
  readonly read: (value: unknown, app: MailApp) => unknown;
  readonly show: (value: never, shown: ShownWith) => string;
}

/** The readers of a template's data by field. */
export type AnyFields = Readonly<Record<string, AnyFieldReader>>;

/** What showing a value may need. */
export interface ShownWith {
  readonly date: (at: number) => string;
}

/** Words on one line; numbers are taken as words too. */
export const words: FieldReader<string> = {
  expects: 'text',
  read: (value) => {
    if (typeof value === 'string') return plainText(value);
    return typeof value === 'number' && Number.isFinite(value) ? String(value) : null;
  },
  show: (value) => value,
};

/** A whole number. */
export const integer: FieldReader<number> = {
  expects: 'a whole number',
  read: (value) => (Number.isSafeInteger(value) ? (value as number) : null),
  show: String,
};

const YEAR_2001_MS = 978_307_200_000;
const YEAR_2100_MS = 4_102_444_800_000;

/** An instant in unix ms between 2001 and 2100; a number of seconds is refused. */
export const instant: FieldReader<number> = {
  expects: 'an instant in unix milliseconds between 2001 and 2100',
  read: (value) =>
    typeof value === 'number' && value >= YEAR_2001_MS && value < YEAR_2100_MS ? value : null,
  show: (value, { date }) => date(value),
};

/** A link, absolute or relative to the app's address. */
export const link: FieldReader<string> = {
  expects: 'an https, http or mailto address',
  read: (value, app) => {
    if (typeof value !== 'string') return null;
    try {
      return resolveLink(value, app.url);
    } catch {
      return null;
    }
  },
  show: (value) => value,
};

/** An ISO 4217 currency code, in either case. */
export const currency: FieldReader<string> = {
  expects: 'an ISO 4217 currency code such as "usd"',
  read: (value) => (typeof value === 'string' && /^[A-Za-z]{3}$/.test(value) ? value.toUpperCase() : null),
  show: (value) => value,
};

/** Several things of one form. */
export function listOf<Value>(item: FieldReader<Value>): FieldReader<readonly Value[]> {
  return {
    expects: `a list, each ${item.expects}`,
    read: (value, app) => {
      if (!Array.isArray(value)) return null;
      const read = value.map((entry: unknown) => item.read(entry, app));
      return read.every((entry): entry is Awaited<Value> & {} => entry !== null) ? read : null;
    },
    show: (value, shown) => value.map((entry) => item.show(entry, shown)).join(', '),
  };
}
