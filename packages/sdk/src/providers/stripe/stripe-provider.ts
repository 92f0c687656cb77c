import type { PaymentProvider } from '../../billing/ports/payment-provider.js';
import type { CheckoutConfig } from '../../contract/app-config.js';
import { systemClock, type Clock } from '../../kernel/clock.js';
import { silentLogger, type Logger } from '../../kernel/logger.js';
import { requireCredentials, type StripeCredentials } from './credentials.js';
import { decode } from './decode.js';
import { isMeterErrorEventType, isReversalEventType } from './event-types.js';
import { loadOnce } from './load-once.js';
import { stripeAddress } from './stripe-address.js';
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
  if (origin !== undefined) stripeAddress(origin); // a wrong one is refused now, not with the first call
  const reach = { secretKey, checkout, clock, logger, ...(origin === undefined ? {} : { origin }) };
  // Who only reads the store never waits for Stripe's SDK.
  const calls = loadOnce(() => import('./stripe-calls.js').then((module) => module.stripeCalls(reach)));
  return {
    name: 'stripe',
    verify: (request, wallNow) => verify(request, { secrets: webhookSecrets, mode, wallNow, onGenuine }),
    decode,
    observe: async (customerId) => (await calls()).observe(customerId),
    perform: async (command) => (await calls()).perform(command),
    openBillingPage: async (wish) => (await calls()).openBillingPage(wish),
    list: async (wish) => (await calls()).list(wish),
    undeliveredEvents: async (since) => (await calls()).undeliveredEvents(since),
    settingProblems: async () => (await calls()).settingProblems(),
    usageMeters: {
      report: async (usage) => (await calls()).usageMeters.report(usage),
      total: async (wish) => (await calls()).usageMeters.total(wish),
    },
    meterErrors: {
      isReport: isMeterErrorEventType,
      read: async (payload) => (await calls()).readMeterErrors(payload),
    },
    reversals: {
      isReversal: isReversalEventType,
      read: async (payload) => (await calls()).readReversal(payload),
    },
  };
}
