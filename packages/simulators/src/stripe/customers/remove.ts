import { endSubscription } from '../billing/end-subscription.js';
import { emit } from '../events/emit.js';
import { isEnded } from '../subscriptions/object.js';
import type { StripeWorld } from '../world.js';
import type { CustomerObject, DeletedObject } from './object.js';

/** Deletes a customer for good: its subscriptions end now, its payment methods go with it. */
export function removeCustomer(world: StripeWorld, customer: CustomerObject): DeletedObject<'customer'> {
  for (const subscription of world.state.subscriptions.values()) {
    if (subscription.customer !== customer.id || isEnded(subscription)) continue;
    endSubscription(world, subscription, { reason: 'cancellation_requested' });
  }
  for (const method of world.state.paymentMethods.values()) {
    if (method.customer === customer.id)
      world.state.paymentMethods.set(method.id, { ...method, customer: null });
  }
  world.state.customers.delete(customer.id);
  world.state.deletedCustomers.set(customer.id, customer);
  emit(world, { type: 'customer.deleted', object: customer });
  return { id: customer.id, object: 'customer', deleted: true };
}
