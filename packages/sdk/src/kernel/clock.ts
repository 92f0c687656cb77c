import type { Instant } from './instant.js';

/** Where the time comes from. Rules never read the time themselves: they are given an {@link Instant}. */
export interface Clock {
  /** The present instant, unix milliseconds. */
  now(): Instant;
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() };
