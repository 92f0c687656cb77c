/**
 * Everything of the provider that asks Stripe. It brings Stripe's SDK, which takes longer to load than the rest of an app together, and is loaded
 * by `stripe-provider.ts` when something is asked.
 */
import type { PaymentProvider } from '../../billing/ports/payment-provider.js';
import type { CheckoutConfig } from '../../contract/app-config.js';
import type { Clock } from '../../kernel/clock.js';
import { openBillingPage } from './billing-page.js';
import { createStripeClient, type StripeClientOptions } from './client.js';
import { listSubscriptions } from './list-subscriptions.js';
import { observe } from './observe.js';
import { perform } from './perform.js';
import { portalProblems } from './portal-configuration.js';
import { readReversal } from './reversals.js';
import { readMeterErrors } from './stripe-meter-errors.js';
import { stripeMeters } from './stripe-meters.js';
import { undeliveredEvents } from './undelivered-events.js';

/** What the calls need to know. */
export interface StripeCallOptions extends StripeClientOptions {
  readonly checkout: CheckoutConfig;
  readonly clock: Clock;
}

/** The calls to one account, with one client. */
export function stripeCalls({ checkout, clock, ...client }: StripeCallOptions) {
  const stripe = createStripeClient(client);
  return {
    observe: (customerId) => observe(stripe, customerId),
    perform: (command) => perform(stripe, command, { checkout, now: clock.now() }),
    openBillingPage: (wish) => openBillingPage(stripe, wish),
    list: (wish) => listSubscriptions(stripe, wish),
    undeliveredEvents: (since) => undeliveredEvents(stripe, since),
    settingProblems: () => portalProblems(stripe),
    usageMeters: stripeMeters(stripe, clock),
    readMeterErrors: (payload: unknown) => readMeterErrors(stripe, payload),
    readReversal: (payload: unknown) => readReversal(stripe, payload),
  } satisfies Partial<PaymentProvider> & Record<string, unknown>;
}
