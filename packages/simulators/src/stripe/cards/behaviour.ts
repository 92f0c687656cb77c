import type { CardRefusal } from '../api/failure.js';

/**
 * What a payment method does. `declined`: already when it is saved. `declined_on_charge`: saved, then refused whenever it is
 * charged. `authenticated_once`: asks for 3-D Secure when saved. `authenticated_always`: asks again on every charge, so it
 * fails while the customer is away. `delayed`: succeeds or fails days later.
 */
export type CardBehaviour =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'authenticated_always' }
  | { readonly kind: 'authenticated_once' }
  | { readonly kind: 'declined'; readonly refusal: CardRefusal }
  | { readonly kind: 'declined_on_charge'; readonly refusal: CardRefusal }
  | { readonly kind: 'delayed'; readonly settlesAs: 'failed' | 'succeeded' };

/** "Your card was declined." with the issuer's reason. */
export function declinedFor(declineCode: string): CardRefusal {
  return { code: 'card_declined', declineCode, message: 'Your card was declined.' };
}

/** The refusal of a charge that needs the customer, who is away. */
export const AUTHENTICATION_REQUIRED: CardRefusal = {
  code: 'authentication_required',
  declineCode: 'authentication_required',
  message: 'Your card was declined. This transaction requires authentication.',
};
