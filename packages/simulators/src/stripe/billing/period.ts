/**
 * Billing periods: whole intervals counted from the anchor, so that a subscription begun on the 31st returns to the 31st
 * after every shorter month. All in UTC, as Stripe does.
 */
import { DAY_S, toEpochSeconds, toMilliseconds, type EpochSeconds } from '../epoch.js';
import type { PriceInterval } from '../prices/object.js';

/** The length of a period. */
export interface PeriodLength {
  readonly interval: PriceInterval;
  readonly interval_count: number;
}

/** The first period boundary after `after`, counted from `anchor`. */
export function nextBoundary(anchor: EpochSeconds, length: PeriodLength, after: EpochSeconds): EpochSeconds {
  let count = 1;
  while (addPeriods(anchor, length, count) <= after) count += 1;
  return addPeriods(anchor, length, count);
}

/** The instant `count` periods after `from`; a day that the month lacks becomes its last. */
export function addPeriods(from: EpochSeconds, length: PeriodLength, count: number): EpochSeconds {
  const total = length.interval_count * count;
  switch (length.interval) {
    case 'day':
      return from + total * DAY_S;
    case 'week':
      return from + total * 7 * DAY_S;
    case 'month':
      return addMonths(from, total);
    case 'year':
      return addMonths(from, total * 12);
  }
}

function addMonths(from: EpochSeconds, months: number): EpochSeconds {
  const date = new Date(toMilliseconds(from));
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return toEpochSeconds(date.getTime());
}
