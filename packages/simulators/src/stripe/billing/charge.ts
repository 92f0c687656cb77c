import type { CardRefusal } from '../api/failure.js';
import { AUTHENTICATION_REQUIRED } from '../cards/behaviour.js';
import type { SubscriptionObject } from '../subscriptions/object.js';
import type { StripeWorld } from '../world.js';

/** What a charge comes to. */
export type ChargeResult =
  | { readonly kind: 'declined'; readonly refusal: CardRefusal }
  | { readonly kind: 'no_method' }
  | { readonly kind: 'processing'; readonly settlesAs: 'failed' | 'succeeded' }
  | { readonly kind: 'requires_action' }
  | { readonly kind: 'succeeded' };

/**
 * Whether the customer takes part: `authenticated` has just passed 3-D Secure, `present` could, `away` cannot.
 */
export type CustomerPresence = 'authenticated' | 'away' | 'present';

/** What charging this payment method would come to; nothing is changed. */
export function chargeOutcome(
  world: StripeWorld,
  methodId: string | null,
  presence: CustomerPresence,
): ChargeResult {
  const method = methodId === null ? undefined : world.state.paymentMethods.get(methodId);
  if (methodId === null || method === undefined || method.customer === null) return { kind: 'no_method' };
  const behaviour = world.state.cardBehaviours.get(methodId) ?? { kind: 'accepted' };
  switch (behaviour.kind) {
    case 'accepted':
      return { kind: 'succeeded' };
    case 'declined':
    case 'declined_on_charge':
      return { kind: 'declined', refusal: behaviour.refusal };
    case 'delayed':
      return { kind: 'processing', settlesAs: behaviour.settlesAs };
    case 'authenticated_once':
      return presence === 'present' ? { kind: 'requires_action' } : { kind: 'succeeded' };
    case 'authenticated_always':
      if (presence === 'authenticated') return { kind: 'succeeded' };
      return presence === 'present'
        ? { kind: 'requires_action' }
        : { kind: 'declined', refusal: AUTHENTICATION_REQUIRED };
  }
}

/** The payment method a subscription is charged with: its own, else the customer's default. */
export function paymentMethodOf(world: StripeWorld, subscription: SubscriptionObject): string | null {
  const customer = world.state.customers.get(subscription.customer);
  return subscription.default_payment_method ?? customer?.invoice_settings.default_payment_method ?? null;
}
