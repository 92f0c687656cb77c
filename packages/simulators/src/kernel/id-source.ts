/**
 * Ids that look like the vendor's and repeat with the seed.
 *
 * Every prefix draws from its own stream, so that the nth customer has the same id whatever else was created between.
 */
import { createRandom, type Random } from './random.js';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Makes vendor-like ids and secrets. */
export interface IdSource {
  /** `${prefix}${length random characters}`, from that prefix's own stream; `length` defaults to 14. */
  next(prefix: string, length?: number): string;
  /** Random characters of `alphabet` (default base 62), from the named stream. */
  text(stream: string, length: number, alphabet?: string): string;
  /** A whole number in [min, max], from the named stream. */
  integer(stream: string, range: { readonly min: number; readonly max: number }): number;
}

/** Creates an id source; two with the same seed and scope produce the same ids. */
export function createIdSource(seed: number, scope: string): IdSource {
  const streams = new Map<string, Random>();
  const randomOf = (stream: string): Random => {
    const known = streams.get(stream);
    if (known !== undefined) return known;
    const created = createRandom(seed, `${scope}/${stream}`);
    streams.set(stream, created);
    return created;
  };
  const text = (stream: string, length: number, alphabet = BASE62): string => {
    const random = randomOf(stream);
    return Array.from({ length }, () => alphabet.charAt(Math.floor(random() * alphabet.length))).join('');
  };
  return {
    next: (prefix, length = 14) => prefix + text(prefix, length),
    text,
    integer: (stream, { min, max }) => min + Math.floor(randomOf(stream)() * (max - min + 1)),
  };
}
