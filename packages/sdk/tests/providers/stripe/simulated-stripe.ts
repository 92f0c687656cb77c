import Stripe from 'stripe';
import { startSimulators, type Simulators } from '../../../../simulators/src/index.js';
import type { CheckoutOpened, CustomerCreated } from '../../../src/billing/input.js';
import type { PaymentProvider } from '../../../src/billing/ports/payment-provider.js';
import type { CustomerId } from '../../../src/kernel/ids.js';
import { stripeProvider, type StripeProviderOptions } from '../../../src/providers/stripe/index.js';
import { createCustomerCommand, openCheckoutCommand, PLAIN_CHECKOUT } from './builders.js';

export const WORKING_CARD = '4242 4242 4242 4242';
/** Can be saved, is declined when charged (docs.stripe.com/testing, read 2026-11). */
export const CARD_DECLINED_LATER = '4000 0000 0000 0341';

/** The adapter on a simulated account with two monthly prices, `price_team` and `price_scale`. */
export interface SimulatedStripe {
  readonly simulators: Simulators;
  readonly provider: PaymentProvider;
  /** Stripe's own client, for what the adapter does not do. */
  readonly stripe: Stripe;
  providerWith(more: Partial<StripeProviderOptions>): PaymentProvider;
  now(): number;
  createCustomer(): Promise<CustomerId>;
  openCheckout(wish: {
    customerId: CustomerId;
    trialDays?: number;
    generation?: number;
  }): Promise<CheckoutOpened>;
  pay(checkoutId: string, card?: string): void;
  close(): Promise<void>;
}

export const SIGNING_SECRET = 'whsec_mine';

export async function startSimulatedStripe(): Promise<SimulatedStripe> {
  const simulators = await startSimulators();
  const { origin, port, secretKey, control } = simulators.stripe;
  const price = { currency: 'usd', interval: 'month' } as const;
  control.seedCatalogue([
    { priceId: 'price_team', productName: 'Team', amountMinor: 4_900, ...price },
    { priceId: 'price_scale', productName: 'Scale', amountMinor: 19_900, ...price },
  ]);
  const now = () => simulators.clock.now();
  const providerWith = (more: Partial<StripeProviderOptions>) => {
    const options = {
      secretKey,
      webhookSecrets: [SIGNING_SECRET],
      mode: 'test',
      checkout: PLAIN_CHECKOUT,
    } as const;
    return stripeProvider({ ...options, origin, clock: { now }, ...more });
  };
  const provider = providerWith({});
  return {
    simulators,
    provider,
    stripe: new Stripe(secretKey, { host: '127.0.0.1', port, protocol: 'http', telemetry: false }),
    providerWith,
    now,
    createCustomer: async () => {
      const outcome = await provider.perform(createCustomerCommand({ wishedAt: now() }));
      return (outcome as CustomerCreated).customerId;
    },
    openCheckout: async (wish) => {
      const outcome = await provider.perform(openCheckoutCommand({ wishedAt: now(), ...wish }));
      return outcome as CheckoutOpened;
    },
    pay: (checkoutId, card = WORKING_CARD) => {
      const entry = { number: card, expiry: '12 / 34', cvc: '123' };
      const outcome = control.submitCheckout(checkoutId, { payment: { kind: 'card', entry } });
      if (outcome.kind !== 'completed') throw new Error(`The page was not paid on: ${outcome.kind}`);
    },
    close: () => simulators.close(),
  };
}
