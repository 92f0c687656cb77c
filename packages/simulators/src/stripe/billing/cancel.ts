/** Scheduled endings and their withdrawal. Ending now is {@link endSubscription}. */
import { changeSubscription } from '../subscriptions/change.js';
import { periodEndOf, type CancellationDetails, type SubscriptionObject } from '../subscriptions/object.js';
import type { EpochSeconds } from '../epoch.js';
import { nowSeconds, type StripeWorld } from '../world.js';
import { planTurns } from './turn.js';

/** Fields that say a subscription will end at `at`; `isAtPeriodEnd` matters to the classic billing mode only. */
export function scheduledEnd(
  world: StripeWorld,
  before: SubscriptionObject,
  end: { readonly at: EpochSeconds; readonly isAtPeriodEnd: boolean },
): Partial<SubscriptionObject> {
  return {
    cancel_at: end.at,
    cancel_at_period_end: end.isAtPeriodEnd && before.billing_mode.type === 'classic',
    canceled_at: before.canceled_at ?? nowSeconds(world),
    cancellation_details: { ...before.cancellation_details, reason: 'cancellation_requested' },
  };
}

/** Fields of a subscription whose scheduled end was withdrawn. */
export function withdrawnEnd(): Partial<SubscriptionObject> {
  return {
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
  };
}

/** Ends a subscription when its running period does. */
export function cancelAtPeriodEnd(
  world: StripeWorld,
  before: SubscriptionObject,
  details: Partial<CancellationDetails> = {},
): SubscriptionObject {
  const fields = scheduledEnd(world, before, { at: periodEndOf(before), isAtPeriodEnd: true });
  const after = changeSubscription(world, before, {
    ...fields,
    cancellation_details: { ...before.cancellation_details, ...details, reason: 'cancellation_requested' },
  });
  planTurns(world, after);
  return after;
}

/** Takes a scheduled end back. */
export function withdrawCancellation(world: StripeWorld, before: SubscriptionObject): SubscriptionObject {
  return changeSubscription(world, before, withdrawnEnd());
}
