import { invalidRequest, resourceMissing } from '../api/failure.js';
import { emit } from '../events/emit.js';
import type { StripeWorld } from '../world.js';
import type { CheckoutSessionObject } from './object.js';

/** The session with this id; refuses a missing one. */
export function findSession(world: StripeWorld, id: string): CheckoutSessionObject {
  const found = world.state.checkoutSessions.get(id);
  if (found === undefined) throw resourceMissing({ noun: 'checkout.session', id });
  return found;
}

/** Closes an open session unused, and says so. */
export function expireSession(world: StripeWorld, session: CheckoutSessionObject): CheckoutSessionObject {
  if (session.status !== 'open') {
    throw invalidRequest(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${session.status}\`.`,
    );
  }
  const expired: CheckoutSessionObject = { ...session, status: 'expired', url: null };
  world.state.checkoutSessions.set(expired.id, expired);
  emit(world, { type: 'checkout.session.expired', object: expired });
  return expired;
}
