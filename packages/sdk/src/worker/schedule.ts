import { HsxError } from '../kernel/hsx-error.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../kernel/instant.js';

const UNITS: Readonly<Record<string, number>> = { s: SECOND_MS, m: MINUTE_MS, h: HOUR_MS, d: DAY_MS };
const SHORTEST_MS = 10 * SECOND_MS;

/** Milliseconds of a schedule such as `30s`, `5m`, `1h` or `1d`; at least ten seconds. Throws REQUEST_INVALID. */
export function parseSchedule(text: string): number {
  const [, count, unit] = /^([1-9]\d{0,3})([smhd])$/.exec(text) ?? [];
  const scheduleMs = Number(count) * (UNITS[unit ?? ''] ?? Number.NaN);
  if (scheduleMs >= SHORTEST_MS) return scheduleMs;
  throw new HsxError({
    code: 'REQUEST_INVALID',
    message: `The schedule "${text}" is not allowed: expected a number and s, m, h or d, at least 10s, such as "5m".`,
    hint: 'Correct the schedule of the sync in the worker file.',
  });
}
