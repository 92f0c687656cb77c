import type { PaymentProvider } from '../../billing/ports/payment-provider.js';
import type { CheckoutConfig } from '../../contract/app-config.js';
import { systemClock, type Clock } from '../../kernel/clock.js';
import { silentLogger, type Logger } from '../../kernel/logger.js';
import { openBillingPage } from './billing-page.js';
import { createStripeClient } from './client.js';
import { requireCredentials, type StripeCredentials } from './credentials.js';
import { decode } from './decode.js';
import { listSubscriptions } from './list-subscriptions.js';
import { observe } from './observe.js';
import { perform } from './perform.js';
import { portalProblems } from './portal-configuration.js';
import { stripeReversals } from './reversals.js';
import { stripeMeters } from './stripe-meters.js';
import { undeliveredEvents } from './undelivered-events.js';
import { verify } from './verify.js';

/** How Stripe is reached and what its pages offer. */
export interface StripeProviderOptions extends StripeCredentials {
  /** `[billing.checkout]` of `hs-x.toml`. */
  readonly checkout: CheckoutConfig;
  /**
   * Where requests go instead of Stripe, such as `http://127.0.0.1:4242`. Only `hs-x dev` and tests pass one.
   * Default: Stripe.
   */
  readonly origin?: string;
  /** Told of rate limiting. Default: silent. */
  readonly logger?: Logger;
  /** Tells how old a wish is. Default: the machine's clock. */
  readonly clock?: Clock;
  /** Told under which signing secret each genuine event came, and its type. Default: nobody is. */
  readonly onGenuine?: (secret: string, eventType: unknown) => void;
}

/**
 * Stripe as the company that takes the money. Throws ENVIRONMENT_INVALID for keys and secrets that cannot be
 * right.
 */
export function stripeProvider(options: StripeProviderOptions): PaymentProvider {
  requireCredentials(options);
  const {
    secretKey,
    webhookSecrets,
    mode,
    checkout,
    origin,
    logger = silentLogger,
    clock = systemClock,
    onGenuine = () => undefined,
  } = options;
  const stripe = createStripeClient({ secretKey, logger, ...(origin === undefined ? {} : { origin }) });
  return {
    name: 'stripe',
    verify: (request, wallNow) => verify(request, { secrets: webhookSecrets, mode, wallNow, onGenuine }),
    decode,
    observe: (customerId) => observe(stripe, customerId),
    perform: (command) => perform(stripe, command, { checkout, now: clock.now() }),
    openBillingPage: (wish) => openBillingPage(stripe, wish),
    list: (wish) => listSubscriptions(stripe, wish),
    undeliveredEvents: (since) => undeliveredEvents(stripe, since),
    settingProblems: () => portalProblems(stripe),
    usageMeters: stripeMeters(stripe, clock),
    reversals: stripeReversals(stripe),
  };
}
