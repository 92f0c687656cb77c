import type { Clock } from '../kernel/clock.js';
import type { Instant } from '../kernel/instant.js';

/** A clock that stands still until it is moved. */
export interface FixedClock extends Clock {
  /** Moves the clock on by so many milliseconds. */
  advance(durationMs: number): void;
  /** Sets the clock to the instant, earlier ones included. */
  set(at: Instant): void;
}

/** A clock that shows the given instant. */
export function fixedClock(startAt: Instant): FixedClock {
  let now = startAt;
  return {
    now: () => now,
    advance(durationMs) {
      now += durationMs;
    },
    set(at) {
      now = at;
    },
  };
}
