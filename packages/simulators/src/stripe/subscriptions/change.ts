import { resourceMissing } from '../api/failure.js';
import { emit } from '../events/emit.js';
import type { StripeWorld } from '../world.js';
import type { SubscriptionObject } from './object.js';

/** The subscription with this id; refuses a missing one. */
export function findSubscription(world: StripeWorld, id: string, param?: string): SubscriptionObject {
  const found = world.state.subscriptions.get(id);
  if (found === undefined) {
    throw resourceMissing({ noun: 'subscription', id, ...(param === undefined ? {} : { param }) });
  }
  return found;
}

/** Puts a changed subscription in place and tells of it, once, unless nothing differs. */
export function changeSubscription(
  world: StripeWorld,
  before: SubscriptionObject,
  change: Partial<SubscriptionObject>,
): SubscriptionObject {
  const after: SubscriptionObject = { ...before, ...change };
  if (JSON.stringify(after) === JSON.stringify(before)) return before;
  world.state.subscriptions.set(after.id, after);
  emit(world, { type: 'customer.subscription.updated', object: after, before });
  return after;
}
