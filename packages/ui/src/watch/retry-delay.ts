/** How long to wait before trying again by itself after an outage. */

const FIRST_MS = 2_000;
const LONGEST_MS = 60_000;
const ATTEMPTS = 8;
const SPREAD = 0.2;

/**
 * Milliseconds before the next try after `failures` failures in a row: 2 s, doubling up to a minute, each spread by a
 * fifth so that many cards do not return at once; null after eight, about four minutes: then only the button tries.
 */
export function retryDelayMs(failures: number, random: number = Math.random()): number | null {
  if (failures > ATTEMPTS) return null;
  const plainMs = Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS);
  return Math.round(plainMs * (1 - SPREAD + 2 * SPREAD * random));
}
