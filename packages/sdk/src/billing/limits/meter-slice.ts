/**
 * The hours that metered usage is reported in. They are counted from the billing anchor, as the provider's periods are: a period's border is always a
 * border between two hours, so that no report spans two invoices, and a report follows its usage while the invoice is still open.
 */
import { HOUR_MS, SECOND_MS, type Instant } from '../../kernel/instant.js';
import type { UsageWindow } from './usage-window.js';

/** The hour that holds the instant, or one so many further on, for when that one is closed already. */
export function meterSlice(anchorAt: Instant, now: Instant, further = 0): UsageWindow {
  const index = Math.floor((now - anchorAt) / HOUR_MS) + further;
  const startsAt = anchorAt + index * HOUR_MS;
  return { startsAt, endsAt: startsAt + HOUR_MS };
}

/**
 * The instant an hour's usage is reported at: the second after its beginning. Usage of the hour in which a subscription begins and its anchor with it
 * is reported for the time before; nobody is billed for what was used without one.
 */
export function reportedAt({ startsAt }: UsageWindow): Instant {
  return Math.floor(startsAt / SECOND_MS) * SECOND_MS + SECOND_MS;
}
