import { emit } from '../events/emit.js';
import type { PauseReason, SubscriptionObject } from '../subscriptions/object.js';
import { nowSeconds, type StripeWorld } from '../world.js';

/** Puts a subscription to sleep and says why: the status really becomes `paused` (endive). */
export function putToSleep(
  world: StripeWorld,
  before: SubscriptionObject,
  reason: PauseReason,
): SubscriptionObject {
  const paused: SubscriptionObject = {
    ...before,
    status: 'paused',
    status_details: {
      paused: {
        subscription: { type: reason },
        transitioned_at: nowSeconds(world),
        type: 'subscription',
      },
    },
  };
  world.state.subscriptions.set(paused.id, paused);
  emit(world, { type: 'customer.subscription.paused', object: paused });
  return paused;
}
