/**
 * What an operator's tools may look at in a Stripe account. It only reads: whoever looks for a mistake must not make one, and a restricted key
 * that may only read is enough.
 */
import type Stripe from 'stripe';
import type { Instant } from '../../kernel/instant.js';
import { silentLogger, type Logger } from '../../kernel/logger.js';
import { createStripeClient } from './client.js';
import { callStripe, isMissing } from './errors.js';
import { BILLING_EVENT_TYPES } from './event-types.js';
import { planPortalConfiguration, type PortalConfigurationPlan } from './portal-configuration.js';
import { undeliveredEvents } from './undelivered-events.js';

/** A webhook endpoint as it is registered. */
export interface StripeEndpoint {
  readonly id: string;
  readonly url: string;
  readonly isEnabled: boolean;
  /** Null: the account's default version. */
  readonly apiVersion: string | null;
  /** Events HS-X needs and the endpoint is not sent. */
  readonly missingEvents: readonly string[];
}

/** A price as Stripe has it. */
export interface StripePriceState {
  readonly isActive: boolean;
  /** False: it is charged once, and no subscription can be made of it. */
  readonly isRecurring: boolean;
}

/** One mode of a Stripe account. Every method throws PROVIDER_UNAVAILABLE or PROVIDER_REFUSED. */
export interface StripeAccount {
  endpoints(): Promise<readonly StripeEndpoint[]>;
  /** Null: this account has no such price in the mode of the key. */
  price(priceId: string): Promise<StripePriceState | null>;
  /** What `hs-x billing plans push` would change in the customer portal. NOT_FOUND: there is none. */
  portal(): Promise<PortalConfigurationPlan>;
  /** How many events since then no endpoint has accepted; at most 2000 are counted. */
  undelivered(since: Instant): Promise<number>;
}

/** The account and mode the key belongs to; `origin` as in `stripeProvider`. */
export function stripeAccount(options: {
  readonly secretKey: string;
  readonly origin?: string;
  readonly logger?: Logger;
}): StripeAccount {
  const { secretKey, origin, logger = silentLogger } = options;
  const stripe = createStripeClient({ secretKey, logger, ...(origin === undefined ? {} : { origin }) });
  return {
    endpoints: () => callStripe('list the webhook endpoints', () => listEndpoints(stripe)),
    price: (priceId) => callStripe('read a price', () => readPrice(stripe, priceId)),
    portal: () => planPortalConfiguration(stripe),
    undelivered: async (since) => (await undeliveredEvents(stripe, since)).length,
  };
}

/** An account has at most 16 endpoints a mode (Stripe's documentation of webhooks, read 2026-11): one page holds them. */
const PAGE_SIZE = 100;

/** Every endpoint of the mode. Throws what the SDK throws. */
export async function listEndpoints(stripe: Stripe): Promise<readonly StripeEndpoint[]> {
  const { data } = await stripe.webhookEndpoints.list({ limit: PAGE_SIZE });
  return data.map(endpointOf);
}

function endpointOf(endpoint: Stripe.WebhookEndpoint): StripeEndpoint {
  const { id, url, status, api_version: apiVersion, enabled_events: events } = endpoint;
  const wanted = new Set(events);
  const missingEvents = wanted.has('*') ? [] : BILLING_EVENT_TYPES.filter((type) => !wanted.has(type));
  return { id, url, isEnabled: status === 'enabled', apiVersion, missingEvents };
}

async function readPrice(stripe: Stripe, priceId: string): Promise<StripePriceState | null> {
  try {
    const { active, type } = await stripe.prices.retrieve(priceId);
    return { isActive: active, isRecurring: type === 'recurring' };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
