import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from './durations.js';

const UNITS = [
  { unit: 'year', ms: 365 * DAY_MS },
  { unit: 'month', ms: 30 * DAY_MS },
  { unit: 'day', ms: DAY_MS },
  { unit: 'hour', ms: HOUR_MS },
  { unit: 'minute', ms: MINUTE_MS },
  { unit: 'second', ms: SECOND_MS },
] as const;

/** From two months on, months say more than days. */
const MONTHS_FROM_MS = 60 * DAY_MS;

const words = new Intl.RelativeTimeFormat('en', { numeric: 'always' });

/** An instant (unix ms) for a person: `2026-12-04 09:00 UTC (in 14 days)`. */
export function formatInstant(at: number, now: number): string {
  return `${formatMinute(at)} UTC (${formatDistance(at, now)})`;
}

/** The day of an instant (unix ms), UTC: `2026-12-04`. */
export function formatDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** The minute of an instant (unix ms), UTC: `2026-12-04 09:00`. */
export function formatMinute(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}

/** How far an instant is from another, in words: `in 14 days`, `3 hours ago`, `now`. */
export function formatDistance(at: number, now: number): string {
  const distanceMs = at - now;
  const size = Math.abs(distanceMs);
  const fits = UNITS.find(({ unit, ms }) => size >= (unit === 'month' ? MONTHS_FROM_MS : ms));
  return fits === undefined ? 'now' : words.format(Math.trunc(distanceMs / fits.ms), fits.unit);
}
