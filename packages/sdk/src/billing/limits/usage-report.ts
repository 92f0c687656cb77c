/**
 * What is said to the provider of a closed hour, the same however often it is said. Within a day the provider knows a report by its identifier; later
 * nobody sends one again without having looked whether it arrived.
 */
import { sha256Hex } from '../../kernel/hmac.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '../../kernel/instant.js';
import type { SealedSlice } from '../ports/meter-ledger.js';
import type { MeteredUsage, MeterTotalWish } from '../ports/usage-meters.js';
import { reportedAt } from './meter-slice.js';

/** Stripe knows an identifier for at least 24 hours (its API reference, read 2026-11); an hour is left for clocks and for the way. */
const KNOWN_FOR_MS = 23 * HOUR_MS;
/** Stripe takes usage of the past 35 days (its API reference, read 2026-11). */
const TAKEN_FOR_MS = 34 * DAY_MS;
const IDENTIFIER_DIGITS = 40;

/** The report of a slice. */
export async function usageReportOf(sealed: SealedSlice, eventName: string): Promise<MeteredUsage> {
  const { key, limit, slice, amount } = sealed;
  const cause = [key.app, key.mode, key.portalId, limit, slice.customerId, slice.startsAt];
  const digits = (await sha256Hex(JSON.stringify(cause))).slice(0, IDENTIFIER_DIGITS);
  const { customerId } = slice;
  return { identifier: `hsx-${digits}`, eventName, customerId, amount, at: reportedAt(slice) };
}

/** How a slice may be reported now. `look`: it may have arrived, and its identifier is forgotten. */
export function howToReport({ slice, firstSentAt }: SealedSlice, now: Instant): 'send' | 'look' | 'tooOld' {
  if (now - reportedAt(slice) > TAKEN_FOR_MS) return 'tooOld';
  return now - firstSentAt < KNOWN_FOR_MS ? 'send' : 'look';
}

/** The minute in which the provider shows the report, and no other of ours: reports of one customer are an hour apart. */
export function minuteOf({ eventName, customerId, at }: MeteredUsage): MeterTotalWish {
  const fromAt = Math.floor(at / MINUTE_MS) * MINUTE_MS;
  return { eventName, customerId, fromAt, toAt: fromAt + MINUTE_MS };
}
