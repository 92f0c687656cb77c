/**
 * What a request parameter may be. A kind turns form text into a typed value or throws the refusal Stripe would send.
 */
import type { FormValue } from '../../kernel/form-body.js';
import { invalidRequest } from './failure.js';

/** Reads one parameter; `at` is its bracketed name, for messages. */
export interface Kind<T> {
  readonly isRequired?: boolean;
  read(value: FormValue, at: string): T;
}

/** A kind whose absence is refused. */
export interface RequiredKind<T> extends Kind<T> {
  readonly isRequired: true;
}

/** The value a kind yields. */
export type ValueOf<K> = K extends Kind<infer T> ? T : never;

/** Makes a parameter mandatory. */
export function required<T>(kind: Kind<T>): RequiredKind<T> {
  return { isRequired: true, read: (value, at) => kind.read(value, at) };
}

/** Text, not empty; longer than `maxLength` (default 5000) is refused. */
export function text(options: { readonly maxLength?: number } = {}): Kind<string> {
  const maxLength = options.maxLength ?? 5000;
  return {
    read(value, at) {
      const read = plainText(value, at);
      if (read === '') throw emptyRefusal(at);
      if (read.length > maxLength) {
        throw invalidRequest(
          `Invalid string: ${read.slice(0, 20)}...${read.slice(-10)}; must be at most ${maxLength} characters`,
          { param: at },
        );
      }
      return read;
    },
  };
}

/** An absolute http or https URL. */
export function url(): Kind<string> {
  return {
    read(value, at) {
      const read = text().read(value, at);
      if (!URL.canParse(read) || !/^https?:\/\//i.test(read)) {
        throw invalidRequest('Not a valid URL', { code: 'url_invalid', param: at });
      }
      return read;
    },
  };
}

/** A whole number within the bounds (inclusive). */
export function integer(bounds: { readonly min?: number; readonly max?: number } = {}): Kind<number> {
  return {
    read(value, at) {
      const read = plainText(value, at);
      if (!/^-?\d{1,15}$/.test(read)) {
        throw invalidRequest(`Invalid integer: ${read}`, { code: 'parameter_invalid_integer', param: at });
      }
      const number = Number(read);
      if (bounds.min !== undefined && number < bounds.min) {
        throw invalidRequest(`This value must be greater than or equal to ${bounds.min}.`, {
          code: 'parameter_invalid_integer',
          param: at,
        });
      }
      if (bounds.max !== undefined && number > bounds.max) {
        throw invalidRequest(`This value must be less than or equal to ${bounds.max}.`, {
          code: 'parameter_invalid_integer',
          param: at,
        });
      }
      return number;
    },
  };
}

/** `true` or `false`. */
export function flag(): Kind<boolean> {
  return {
    read(value, at) {
      const read = plainText(value, at);
      if (read !== 'true' && read !== 'false')
        throw invalidRequest(`Invalid boolean: ${read}`, { param: at });
      return read === 'true';
    },
  };
}

/** One of the named values. */
export function oneOf<const T extends string>(...values: readonly T[]): Kind<T> {
  return {
    read(value, at) {
      const read = plainText(value, at);
      const found = values.find((candidate) => candidate === read);
      if (found === undefined) {
        throw invalidRequest(`Invalid ${at}: must be one of ${values.join(', ')}`, { param: at });
      }
      return found;
    },
  };
}

/** A fixed word or another kind, for example `now` or a timestamp. */
export function wordOr<const W extends string, T>(word: W, kind: Kind<T>): Kind<W | T> {
  return { read: (value, at) => (value === word ? word : kind.read(value, at)) };
}

/** The kind, or an empty string, which unsets: read as null. */
export function emptyable<T>(kind: Kind<T>): Kind<T | null> {
  return { read: (value, at) => (value === '' ? null : kind.read(value, at)) };
}

/** A list; more than `maxItems` is refused. */
export function list<T>(kind: Kind<T>, options: { readonly maxItems?: number } = {}): Kind<readonly T[]> {
  return {
    read(value, at) {
      if (!isList(value)) throw invalidRequest('Invalid array', { param: at });
      if (options.maxItems !== undefined && value.length > options.maxItems) {
        throw invalidRequest(`Array too long: at most ${options.maxItems} values`, { param: at });
      }
      return value.map((item, index) => kind.read(item, `${at}[${index}]`));
    },
  };
}

/** Text of a leaf; a nested value is refused as Stripe does. */
export function plainText(value: FormValue, at: string): string {
  if (typeof value !== 'string')
    throw invalidRequest(`Invalid string: ${JSON.stringify(value)}`, { param: at });
  return value;
}

function isList(value: FormValue): value is readonly FormValue[] {
  return Array.isArray(value);
}

function emptyRefusal(at: string): Error {
  return invalidRequest(
    `You passed an empty string for '${at}'. We assume empty values are an attempt to unset a parameter; however '${at}' cannot be unset. You should remove '${at}' from your request or supply a non-empty value.`,
    { code: 'parameter_invalid_empty', param: at },
  );
}
