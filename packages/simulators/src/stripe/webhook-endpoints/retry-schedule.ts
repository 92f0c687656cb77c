import { HOUR_S, MINUTE_S } from '../epoch.js';

/** Seconds between tries; their sum stays within the three days Stripe retries for (docs.stripe.com/webhooks, read 2026-11-20). */
const RETRY_DELAYS_S: readonly number[] = [
  5 * MINUTE_S,
  30 * MINUTE_S,
  2 * HOUR_S,
  5 * HOUR_S,
  10 * HOUR_S,
  ...Array.from({ length: 4 }, () => 12 * HOUR_S),
];

/** Seconds until the next try after `attemptsMade` failed ones; undefined when Stripe gives up. */
export function retryDelaySeconds(attemptsMade: number): number | undefined {
  return RETRY_DELAYS_S[attemptsMade - 1];
}
