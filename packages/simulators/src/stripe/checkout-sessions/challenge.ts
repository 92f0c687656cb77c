import type { PostalAddress } from '../customers/object.js';

/** What the customer typed besides the payment method. */
export interface CheckoutCustomer {
  readonly email: string;
  readonly name: string | null;
  readonly address: PostalAddress | null;
}

/** A 3-D Secure question in the middle of a checkout. */
export interface CheckoutChallenge {
  readonly id: string;
  readonly sessionId: string;
  readonly paymentMethodId: string;
  readonly customer: CheckoutCustomer;
}
