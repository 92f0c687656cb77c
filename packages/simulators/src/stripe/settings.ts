import { DAY_S, HOUR_S } from './epoch.js';

/** What a Stripe account's owner sets in the Dashboard, and how the simulator's deliveries misbehave on demand. */
export interface StripeSettings {
  /** Days after each failed attempt until the next one; its length + 1 is the number of attempts. */
  retryAfterDays: readonly number[];
  /** Lets Stripe choose the moments instead of `retryAfterDays`; null: it does not. */
  smartRetries: SmartRetries | null;
  /** What becomes of a subscription whose last attempt failed. */
  afterLastFailure: 'cancel' | 'past_due' | 'pause' | 'unpaid';
  /** Seconds a renewal invoice stays a draft. */
  draftSeconds: number;
  /** Days before a renewal at which `invoice.upcoming` is sent; 0 sends none. */
  upcomingInvoiceDays: number;
  /** Seconds a delayed payment takes to settle. */
  delayedPaymentSeconds: number;
  /** Wall-clock limit of one webhook delivery, in ms. */
  webhookTimeoutMs: number;
}

/** Retries whose moments Stripe chooses. The Dashboard recommends 8 attempts within 2 weeks (facts 4, read 2026-11-20). */
export interface SmartRetries {
  /** Attempts in all, the first included; at least 2. */
  readonly attempts: number;
  /** Days from the first attempt to the last. */
  readonly withinDays: number;
  /** A planned attempt is moved by up to this many hours, half-way to it; 0 leaves every attempt where it was announced. */
  readonly movesByHours: number;
}

/**
 * The settings of a fresh account: four attempts within two weeks, then cancel (billing guide, "defaults to 4 attempts over
 * 2 weeks"); drafts finalize after an hour (facts: webhooks 2.1, read 2026-11-20).
 */
export function defaultSettings(): StripeSettings {
  return {
    retryAfterDays: [3, 5, 6],
    smartRetries: null,
    afterLastFailure: 'cancel',
    draftSeconds: HOUR_S,
    upcomingInvoiceDays: 7,
    delayedPaymentSeconds: 4 * DAY_S,
    webhookTimeoutMs: 10_000,
  };
}
