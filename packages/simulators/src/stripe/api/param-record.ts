/**
 * Parameters with names: the whole body of an endpoint, or a hash inside it. Unknown names are refused, since an app
 * that misspells a parameter must learn it here and not in production.
 */
import { isFormRecord, type FormRecord } from '../../kernel/form-body.js';
import { invalidRequest, parameterMissing, parameterNotSimulated, parameterUnknown } from './failure.js';
import {
  flag,
  integer,
  list,
  plainText,
  text,
  type Kind,
  type RequiredKind,
  type ValueOf,
} from './param-kinds.js';

/** Kinds by parameter name. */
export type Shape = Readonly<Record<string, Kind<unknown>>>;

type RequiredNames<S extends Shape> = {
  [K in keyof S]: S[K] extends RequiredKind<unknown> ? K : never;
}[keyof S];

/** The typed parameters of a shape. */
export type ParamsOf<S extends Shape> = {
  readonly [K in RequiredNames<S>]: ValueOf<S[K]>;
} & {
  readonly [K in Exclude<keyof S, RequiredNames<S>>]?: ValueOf<S[K]>;
};

/** Stripe's limits of a metadata hash (API reference, read 2026-11-20). */
const METADATA_LIMITS = { keys: 50, keyLength: 40, valueLength: 500 };

/** Comparison of a timestamp or number in a list filter. */
export interface RangeFilter {
  readonly gt?: number;
  readonly gte?: number;
  readonly lt?: number;
  readonly lte?: number;
}

/** A hash with known names; `notSimulated` names are Stripe's but refused with a reason. */
export function record<const S extends Shape>(
  shape: S,
  notSimulated: readonly string[] = [],
): Kind<ParamsOf<S>> {
  return {
    read(value, at) {
      if (!isFormRecord(value)) throw invalidRequest('Invalid object', { param: at });
      return readShape(value, { shape, notSimulated, at });
    },
  };
}

/** Reads a whole body or query. */
export function readShape<const S extends Shape>(
  values: FormRecord,
  by: { readonly shape: S; readonly notSimulated?: readonly string[]; readonly at?: string },
): ParamsOf<S> {
  const nameOf = (key: string): string => (by.at === undefined ? key : `${by.at}[${key}]`);
  const unsupported = Object.keys(values).find((key) => by.notSimulated?.includes(key));
  if (unsupported !== undefined) throw parameterNotSimulated(nameOf(unsupported));
  const unknown = Object.keys(values).filter((key) => !Object.hasOwn(by.shape, key));
  if (unknown.length > 0) throw parameterUnknown(unknown.map(nameOf));
  const read: Record<string, unknown> = {};
  for (const [key, kind] of Object.entries(by.shape)) {
    const value = values[key];
    if (value !== undefined) read[key] = kind.read(value, nameOf(key));
    else if (kind.isRequired === true) throw parameterMissing(nameOf(key));
  }
  return read as ParamsOf<S>;
}

/** Metadata to merge: an empty value removes the key; an empty string for the whole hash removes all (null). */
export function metadata(): Kind<Readonly<Record<string, string>> | null> {
  return {
    read(value, at) {
      if (value === '') return null;
      if (!isFormRecord(value)) throw invalidRequest('Invalid object', { param: at });
      const entries = Object.entries(value).map(([key, item]): [string, string] => {
        const name = `${at}[${key}]`;
        const read = plainText(item ?? '', name);
        if (key.length > METADATA_LIMITS.keyLength || read.length > METADATA_LIMITS.valueLength) {
          throw invalidRequest(
            `Metadata keys can have up to ${METADATA_LIMITS.keyLength} characters and values up to ${METADATA_LIMITS.valueLength}.`,
            { param: name },
          );
        }
        return [key, read];
      });
      if (entries.length > METADATA_LIMITS.keys) {
        throw invalidRequest(`You can have up to ${METADATA_LIMITS.keys} metadata keys per object.`, {
          param: at,
        });
      }
      return Object.fromEntries(entries);
    },
  };
}

/** A number or `{ gt, gte, lt, lte }`. */
export function range(): Kind<RangeFilter> {
  const bounds = record({ gt: integer(), gte: integer(), lt: integer(), lte: integer() });
  return {
    read(value, at) {
      if (typeof value !== 'string') return bounds.read(value, at);
      const exact = integer().read(value, at);
      return { gte: exact, lte: exact };
    },
  };
}

/** Names of properties to expand in the answer. */
export const expandParam = { expand: list(text()) };

/** The three parameters every list has. */
export const pageParams = {
  limit: integer({ min: 1, max: 100 }),
  starting_after: text(),
  ending_before: text(),
};

/** `{ enabled }`, the most common hash. */
export const enabledParam = record({ enabled: flag() });
