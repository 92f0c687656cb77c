import type { SubscriptionObject } from '../subscriptions/object.js';
import { nowSeconds, type StripeWorld } from '../world.js';
import { paymentMethodOf } from './charge.js';
import { endSubscription } from './end-subscription.js';
import { putToSleep } from './put-to-sleep.js';
import { billNextPeriod } from './renew.js';

/**
 * Ends a trial: into the first paid period, or, without a payment method, to what the trial settings say.
 *
 * The status is `active` from here on although the first charge is tried only when the draft finalizes (facts 1.4, read
 * 2026-11-20). `isEarly` ends it before its date, and the first paid period starts now.
 */
export function endTrial(
  world: StripeWorld,
  before: SubscriptionObject,
  options: { readonly isEarly: boolean },
): SubscriptionObject {
  const hasMethod = paymentMethodOf(world, before) !== null;
  const missing = before.trial_settings.end_behavior.missing_payment_method;
  if (!hasMethod && missing === 'cancel') return endSubscription(world, before, {});
  if (!hasMethod && missing === 'pause') {
    return putToSleep(world, before, 'trial_end_without_payment_method');
  }
  const now = nowSeconds(world);
  const start = options.isEarly ? now : (before.trial_end ?? now);
  return billNextPeriod(world, before, {
    start,
    change: {
      status: 'active',
      ...(options.isEarly ? { trial_end: now, billing_cycle_anchor: now } : {}),
    },
  });
}
