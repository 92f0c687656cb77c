import { invalidRequest } from '../api/failure.js';
import { isRefusal, readCardEntry, type CardEntry } from '../cards/card-entry.js';
import { changeCustomer } from '../customers/create.js';
import { findCustomer } from '../customers/find.js';
import { attachPaymentMethod } from '../payment-methods/attach.js';
import { createCardPaymentMethod } from '../payment-methods/create.js';
import type { PaymentMethodObject } from '../payment-methods/object.js';
import { changeSubscription } from '../subscriptions/change.js';
import { isEnded } from '../subscriptions/object.js';
import type { StripeWorld } from '../world.js';
import type { PortalSessionObject } from './object.js';
import { attempt, requireFeature, type PortalOutcome } from './operations.js';

/**
 * Saves a new card and makes it the default of the customer and of every running subscription. A card that asks for 3-D
 * Secure is taken as authenticated: the portal page shows no challenge (see DEVIATIONS.md).
 */
export function updateCard(
  world: StripeWorld,
  session: PortalSessionObject,
  given: { readonly entry: CardEntry; readonly name?: string },
): PortalOutcome<PaymentMethodObject> {
  const read = readCardEntry(given.entry, world.clock.now());
  if (isRefusal(read)) return { kind: 'refused', refusal: read };
  if (read.card.behaviour.kind === 'declined')
    return { kind: 'refused', refusal: read.card.behaviour.refusal };
  return attempt(world, session.customer, () => {
    requireFeature(world, session, 'payment_method_update');
    const customer = findCustomer(world, session.customer);
    const billing = { email: customer.email, name: given.name ?? customer.name };
    const method = attachPaymentMethod(world, createCardPaymentMethod(world, read, billing), customer.id);
    makeDefault(world, customer.id, method.id);
    return method;
  });
}

/** Makes a saved payment method the one everything is charged with. */
function makeDefault(world: StripeWorld, customerId: string, methodId: string): void {
  const customer = findCustomer(world, customerId);
  if (world.state.paymentMethods.get(methodId)?.customer !== customerId) {
    throw invalidRequest('The payment method does not belong to this customer.');
  }
  changeCustomer(world, customer, {
    invoice_settings: { ...customer.invoice_settings, default_payment_method: methodId },
  });
  for (const subscription of world.state.subscriptions.values()) {
    if (subscription.customer !== customerId || isEnded(subscription)) continue;
    changeSubscription(world, subscription, { default_payment_method: methodId });
  }
}
