import { cardFailure, invalidRequest, resourceMissing } from '../api/failure.js';
import { testCardOfToken } from '../cards/test-cards.js';
import { emit } from '../events/emit.js';
import type { StripeWorld } from '../world.js';
import { createTokenPaymentMethod } from './create.js';
import type { PaymentMethodObject } from './object.js';

/** The payment method with this id, or a new one for a test token; refuses anything else. */
export function findPaymentMethod(world: StripeWorld, id: string, param?: string): PaymentMethodObject {
  const found = world.state.paymentMethods.get(id);
  if (found !== undefined) return found;
  const token = testCardOfToken(id);
  if (token !== undefined) return createTokenPaymentMethod(world, token);
  throw resourceMissing({ noun: 'PaymentMethod', id, ...(param === undefined ? {} : { param }) });
}

/** Gives a payment method to a customer; a card that is declined when saved is refused with 402. */
export function attachPaymentMethod(
  world: StripeWorld,
  method: PaymentMethodObject,
  customerId: string,
): PaymentMethodObject {
  if (method.customer === customerId) return method;
  if (method.customer !== null) {
    throw invalidRequest('The payment method you provided has already been attached to a customer.', {
      code: 'payment_method_unexpected_state',
      param: 'payment_method',
    });
  }
  const behaviour = world.state.cardBehaviours.get(method.id);
  if (behaviour?.kind === 'declined') throw cardFailure(behaviour.refusal, method);
  const attached: PaymentMethodObject = { ...method, customer: customerId };
  world.state.paymentMethods.set(method.id, attached);
  rememberCard(world, attached, customerId);
  emit(world, { type: 'payment_method.attached', object: attached });
  return attached;
}

function rememberCard(world: StripeWorld, { card }: PaymentMethodObject, customerId: string): void {
  if (card === undefined) return;
  const known = world.state.cardsOfCustomer.get(customerId) ?? new Set();
  world.state.cardsOfCustomer.set(customerId, known.add(card.fingerprint));
}

/** Takes a payment method from its customer, for good, and removes it as anybody's default. */
export function detachPaymentMethod(world: StripeWorld, method: PaymentMethodObject): PaymentMethodObject {
  if (method.customer === null) {
    throw invalidRequest(
      'The payment method you provided is not attached to a customer so detachment is impossible.',
      { code: 'payment_method_unexpected_state', param: 'payment_method' },
    );
  }
  const detached: PaymentMethodObject = { ...method, customer: null };
  world.state.paymentMethods.set(method.id, detached);
  dropDefaults(world, method.id);
  emit(world, { type: 'payment_method.detached', object: detached, before: method });
  return detached;
}

function dropDefaults(world: StripeWorld, methodId: string): void {
  for (const customer of world.state.customers.values()) {
    if (customer.invoice_settings.default_payment_method !== methodId) continue;
    world.state.customers.set(customer.id, {
      ...customer,
      invoice_settings: { ...customer.invoice_settings, default_payment_method: null },
    });
  }
  for (const subscription of world.state.subscriptions.values()) {
    if (subscription.default_payment_method !== methodId) continue;
    world.state.subscriptions.set(subscription.id, { ...subscription, default_payment_method: null });
  }
}
