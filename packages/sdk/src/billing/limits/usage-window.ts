/**
 * The windows counters begin again in. Monthly ones begin on the day of month and at the time of day of an anchor, and on a month's last day where
 * it has no such day, which is how the provider's periods run. All in UTC, so that no window has a missing or a second hour.
 */
import { DAY_MS, type Instant } from '../../kernel/instant.js';

/** A stretch of time with its beginning and without its end. */
export interface UsageWindow {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/** The UTC day that holds the instant. */
export function dailyWindow(now: Instant): UsageWindow {
  const startsAt = Math.floor(now / DAY_MS) * DAY_MS;
  return { startsAt, endsAt: startsAt + DAY_MS };
}

/** The month, counted from the anchor, that holds the instant; instants before the anchor have their months too. */
export function monthlyWindow(anchorAt: Instant, now: Instant): UsageWindow {
  const months = monthNumber(now) - monthNumber(anchorAt);
  const boundary = boundaryAt(anchorAt, months);
  return boundary <= now
    ? { startsAt: boundary, endsAt: boundaryAt(anchorAt, months + 1) }
    : { startsAt: boundaryAt(anchorAt, months - 1), endsAt: boundary };
}

/** The anchor, so many calendar months later: its day of month, or the month's last. */
function boundaryAt(anchorAt: Instant, months: number): Instant {
  const anchor = new Date(anchorAt);
  const month = anchor.getUTCMonth() + months;
  const lastDay = new Date(Date.UTC(anchor.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const day = Math.min(anchor.getUTCDate(), lastDay);
  return Date.UTC(anchor.getUTCFullYear(), month, day) + timeOfDay(anchorAt);
}

function timeOfDay(at: Instant): number {
  return at - Math.floor(at / DAY_MS) * DAY_MS;
}

function monthNumber(at: Instant): number {
  const date = new Date(at);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}
