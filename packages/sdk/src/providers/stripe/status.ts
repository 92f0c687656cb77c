import type { SubscriptionStatus } from '../../billing/observation.js';

/**
 * Stripe's subscription statuses (docs.stripe.com/api/subscriptions/object, API 2026-10-28.endive, read
 * 2026-11).
 */
const STATUSES: ReadonlyMap<string, SubscriptionStatus> = new Map([
  ['trialing', 'trialing'],
  ['active', 'active'],
  ['past_due', 'past_due'],
  ['unpaid', 'unpaid'],
  ['paused', 'paused'],
  ['incomplete', 'incomplete'],
  ['incomplete_expired', 'incomplete_expired'],
  ['canceled', 'canceled'],
]);

/**
 * Our word for Stripe's status. Stripe's set is open: a value of tomorrow is `unknown`, which gives no
 * access.
 */
export function subscriptionStatus(providerStatus: string): SubscriptionStatus {
  return STATUSES.get(providerStatus) ?? 'unknown';
}
