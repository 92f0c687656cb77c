/** `kv.list` answers at most this many rows; more are read with `kv.scan`. */
export const MAX_LISTED_ROWS = 10_000;
/** Rows fetched at a time. */
export const PAGE_ROWS = 500;
/** Longest key, in characters. */
export const MAX_KEY_LENGTH = 512;
/** Largest value, in characters of JSON. */
export const MAX_VALUE_LENGTH = 1_000_000;
