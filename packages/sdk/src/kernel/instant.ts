/** A point in time: whole milliseconds since 1970-01-01T00:00:00Z. Instants are named `…At`. */
export type Instant = number;

/** Milliseconds in one second. */
export const SECOND_MS = 1_000;
/** Milliseconds in one minute. */
export const MINUTE_MS = 60 * SECOND_MS;
/** Milliseconds in one hour. */
export const HOUR_MS = 60 * MINUTE_MS;
/** Milliseconds in one day of 24 hours; trials and grace periods count such days. */
export const DAY_MS = 24 * HOUR_MS;

/** The earliest of the given instants, or null when none is given. */
export function earliest(instants: readonly (Instant | null | undefined)[]): Instant | null {
  let first: Instant | null = null;
  for (const at of instants) if (typeof at === 'number' && (first === null || at < first)) first = at;
  return first;
}
