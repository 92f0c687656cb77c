import { invalidRequest, resourceMissing } from '../api/failure.js';
import type { StripeWorld } from '../world.js';
import type { ChargeObject } from './object.js';

/** The charge with this id; refuses a missing one, naming `param` when a parameter named it. */
export function findCharge(world: StripeWorld, id: string, param?: string): ChargeObject {
  const found = world.state.charges.get(id);
  if (found === undefined) {
    throw resourceMissing({ noun: 'charge', id, ...(param === undefined ? {} : { param }) });
  }
  return found;
}

/** The charge that paid an intent; refuses an intent that was not paid. */
export function findChargeOfIntent(world: StripeWorld, intentId: string): ChargeObject {
  const intent = world.state.paymentIntents.get(intentId);
  if (intent === undefined) {
    throw resourceMissing({ noun: 'payment_intent', id: intentId, param: 'payment_intent' });
  }
  if (intent.status !== 'succeeded' || intent.latest_charge === null) {
    throw invalidRequest('This PaymentIntent does not have a successful charge to refund.', {
      param: 'payment_intent',
    });
  }
  return findCharge(world, intent.latest_charge);
}
