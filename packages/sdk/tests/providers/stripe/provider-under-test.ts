import type { PaymentProvider } from '../../../src/billing/ports/payment-provider.js';
import { stripeProvider, type StripeProviderOptions } from '../../../src/providers/stripe/index.js';
import { PLAIN_CHECKOUT } from './builders.js';

/** The adapter as a test deployment would set it up, talking to the given origin. */
export function providerAt(origin: string, more: Partial<StripeProviderOptions> = {}): PaymentProvider {
  return stripeProvider({
    secretKey: 'sk_test_51abc',
    webhookSecrets: ['whsec_mine'],
    mode: 'test',
    checkout: PLAIN_CHECKOUT,
    origin,
    ...more,
  });
}

/** An origin on which nobody listens. */
export const DEAD_ORIGIN = 'http://127.0.0.1:9';
