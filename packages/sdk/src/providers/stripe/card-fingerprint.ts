import type Stripe from 'stripe';
import { isMissing } from './errors.js';

/** A payment method: its id, the method itself where it was expanded, or nothing. */
type PaymentMethodReference = string | Stripe.PaymentMethod | null;

/**
 * The fingerprint of the card that pays: the newest subscription's own, else the customer's default, which is
 * the order in which Stripe itself looks (docs.stripe.com/api/subscriptions/object, read 2026-11). Null when
 * neither is a card. Subscriptions must come with their payment methods expanded; the customer's default
 * costs a read, and only where no subscription has a card.
 */
export async function cardFingerprint(
  stripe: Stripe,
  customer: Stripe.Customer,
  subscriptions: readonly Stripe.Subscription[],
): Promise<string | null> {
  const newestFirst = [...subscriptions].sort((left, right) => right.created - left.created);
  const ofSubscriptions = newestFirst.map((subscription) =>
    fingerprintOf(subscription.default_payment_method),
  );
  const found = ofSubscriptions.find((fingerprint) => fingerprint !== null);
  if (found !== undefined) return found;
  return fingerprintOf(await readPaymentMethod(stripe, customer.invoice_settings.default_payment_method));
}

/**
 * Not by expanding the customer: a deleted customer has no such field, and its answer must not depend on how
 * Stripe takes that.
 */
async function readPaymentMethod(
  stripe: Stripe,
  reference: PaymentMethodReference,
): Promise<PaymentMethodReference> {
  if (typeof reference !== 'string') return reference;
  try {
    return await stripe.paymentMethods.retrieve(reference);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function fingerprintOf(reference: PaymentMethodReference): string | null {
  return typeof reference === 'object' ? (reference?.card?.fingerprint ?? null) : null;
}
