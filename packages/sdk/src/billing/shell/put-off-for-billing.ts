/**
 * Author code that billing causes asks the helper like any other. A portal that has not paid keeps what was to be done for it: it is asked
 * about again every hour and done when it may be, for as long as a former customer's data is kept. Nobody is alerted, since it is no fault. When
 * billing cannot be asked, the work is only put off, and no try is counted.
 */
import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '../../kernel/instant.js';
import { isHsxError } from '../../kernel/hsx-error.js';
import { isPaymentError } from '../payment-errors.js';
import type { ClaimedEffect, EffectResult } from '../ports/outbox.js';

const PAUSED_RECHECK_MS = HOUR_MS;
const OUTAGE_RECHECK_MS = MINUTE_MS;
/** What waited longer is of no use to a portal that pays now. */
const MAX_PAUSED_MS = 30 * DAY_MS;

/** What follows for the effect when its author code was refused or billing is unavailable; null for every other error. */
export function putOffForBilling(
  error: unknown,
  { createdAt }: ClaimedEffect,
  now: Instant,
): EffectResult | null {
  if (isPaymentError(error)) {
    if (now - createdAt >= MAX_PAUSED_MS) return { kind: 'dead', reason: 'not paid for in 30 days' };
    return { kind: 'putOff', reason: 'paused: billing', retryAt: now + PAUSED_RECHECK_MS };
  }
  if (!isHsxError(error, 'BILLING_UNAVAILABLE')) return null;
  return { kind: 'putOff', reason: 'billing unavailable', retryAt: now + OUTAGE_RECHECK_MS };
}
