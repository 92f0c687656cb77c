/**
 * The three questions that must never be mixed up: may it be used, may a checkout be started, does somebody have to pay.
 * Each exists once, here.
 */
import type { Entitlement } from '../contract/entitlement.js';
import type { Instant } from '../kernel/instant.js';
import type { Account } from './account.js';
import { isLive } from './subscription-choice.js';

/** Whether the row's plan may be used now. Fails closed: only what is listed passes. */
export function hasAccess(row: Entitlement, policy: { afterCancel: 'deny' | 'free' }, now: Instant): boolean {
  switch (row.status) {
    case 'active':
    case 'trialing':
      return true;
    case 'past_due':
      return row.graceEndsAt !== undefined && now < row.graceEndsAt;
    case 'canceled':
      return policy.afterCancel === 'free';
    case 'paused':
      return false;
    default:
      return row.status satisfies never;
  }
}

/** Whether somebody's payment or grant stands behind the row and gives access: what the success page waits for. */
export function isSetUp(
  row: Entitlement | null,
  policy: { afterCancel: 'deny' | 'free' },
  now: Instant,
): boolean {
  return row !== null && row.source !== 'none' && row.status !== 'canceled' && hasAccess(row, policy, now);
}

/** Whether a subscription may be sold to the portal: not while one is live, paid or not. */
export function mayStartCheckout(account: Account): boolean {
  return !account.subscription || !isLive(account.subscription);
}

/** Whether the customer must act for the subscription to go on: a failed payment or a pause. */
export function needsPayment(account: Account): boolean {
  const status = account.subscription?.status;
  return status === 'past_due' || status === 'unpaid' || status === 'paused';
}
