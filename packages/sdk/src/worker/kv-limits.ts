/** `kv.list` answers at most this many rows; more are read with `kv.scan`. */
export const MAX_LISTED_ROWS = 10_000;
/** Rows fetched at a time. */
export const PAGE_ROWS = 500;
/** Keys of our own bookkeeping begin so: authors neither see nor touch them. */
export const OWN_PREFIX = 'hsx:';
/** Longest key, in characters. */
export const MAX_KEY_LENGTH = 512;
/** Largest value, in characters of JSON. */
export const MAX_VALUE_LENGTH = 1_000_000;
