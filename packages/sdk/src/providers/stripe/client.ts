import Stripe from 'stripe';
import { SECOND_MS } from '../../kernel/instant.js';
import type { Logger } from '../../kernel/logger.js';
import { patientFetch } from './patient-fetch.js';
import { stripeAddress } from './stripe-address.js';

/** What a client is made of. */
export interface StripeClientOptions {
  readonly secretKey: string;
  /** Where requests go instead of Stripe: scheme, host and port. Only `hs-x dev` passes one. */
  readonly origin?: string;
  readonly logger: Logger;
}

/** The API version the SDK is pinned to; a webhook endpoint is registered with the same. */
export const STRIPE_API_VERSION = Stripe.API_VERSION;

/**
 * One request with its body and our waits for 429. The SDK's default is 80 s, longer than any caller of ours
 * waits.
 */
const TIMEOUT_MS = 10 * SECOND_MS;
/** Repetitions by the SDK after connection errors, 409 and 5xx; every write carries an idempotency key. */
const NETWORK_RETRIES = 2;

/**
 * Stripe's own SDK, set up so that it runs on Node and Workers alike and tells Stripe nothing but the
 * request.
 */
export function createStripeClient({ secretKey, origin, logger }: StripeClientOptions): Stripe {
  return new Stripe(secretKey, {
    apiVersion: STRIPE_API_VERSION,
    telemetry: false,
    timeout: TIMEOUT_MS,
    maxNetworkRetries: NETWORK_RETRIES,
    httpClient: Stripe.createFetchHttpClient(patientFetch({ logger })),
    ...(origin === undefined ? {} : stripeAddress(origin)),
  });
}
