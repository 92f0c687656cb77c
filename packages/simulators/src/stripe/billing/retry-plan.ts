/**
 * When an unpaid invoice is tried again. Stripe's Smart Retries choose their moments and may change their mind; what an app
 * can rely on is only the invoice's `next_payment_attempt` (facts 4, read 2026-11-20).
 */
import { DAY_S, HOUR_S, type EpochSeconds } from '../epoch.js';
import type { InvoiceObject } from '../invoices/object.js';
import type { SmartRetries } from '../settings.js';
import { nowSeconds, type StripeWorld } from '../world.js';

/** The instant of the next automatic try after `attemptCount` failed ones; null when none is left. */
export function nextAttemptAt(
  world: StripeWorld,
  invoice: InvoiceObject,
  attemptCount: number,
): EpochSeconds | null {
  const { retryAfterDays, smartRetries } = world.settings;
  if (smartRetries !== null) return smartAttemptAt(world, smartRetries, { invoice, attemptCount });
  const days = retryAfterDays[attemptCount - 1];
  return days === undefined ? null : nowSeconds(world) + days * DAY_S;
}

/** Where a planned try is moved to; null when Smart Retries leave it where it is. */
export function movedAttemptAt(world: StripeWorld, plannedAt: EpochSeconds): EpochSeconds | null {
  const hours = world.settings.smartRetries?.movesByHours ?? 0;
  if (hours === 0) return null;
  const by = world.ids.integer('smart_retry_move', { min: -hours, max: hours });
  const at = plannedAt + by * HOUR_S;
  return by === 0 || at <= nowSeconds(world) ? null : at;
}

/** Tries crowd at the beginning; each comes up to a few hours early, the last one exactly when the time is up. */
function smartAttemptAt(
  world: StripeWorld,
  { attempts, withinDays }: SmartRetries,
  failed: { readonly invoice: InvoiceObject; readonly attemptCount: number },
): EpochSeconds | null {
  const { invoice, attemptCount } = failed;
  const retries = attempts - 1;
  if (attemptCount > retries) return null;
  const begunAt = invoice.status_transitions.finalized_at ?? nowSeconds(world);
  const share = (attemptCount / retries) ** 1.5;
  const early = attemptCount === retries ? 0 : world.ids.integer('smart_retry', { min: 0, max: 5 }) * HOUR_S;
  return Math.max(begunAt + Math.round(share * withinDays * DAY_S) - early, nowSeconds(world) + HOUR_S);
}
