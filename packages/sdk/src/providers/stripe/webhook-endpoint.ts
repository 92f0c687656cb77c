/**
 * The webhook endpoint as code: that it exists, is enabled, and is sent every event HS-X reads. Its API version is fixed when it is made
 * (stripe 23.1.0, `WebhookEndpointUpdateParams`, read 2026-11), so that another version is told by `hs-x doctor` and not changed here.
 */
import type Stripe from 'stripe';
import { silentLogger, type Logger } from '../../kernel/logger.js';
import { createStripeClient, STRIPE_API_VERSION } from './client.js';
import { callStripe } from './errors.js';
import { BILLING_EVENT_TYPES } from './event-types.js';

/** One thing that a push would change, for people. */
export interface EndpointChange {
  readonly setting: 'endpoint' | 'enabled_events' | 'status';
  readonly from: string;
  readonly to: string;
  /** What the present state does. */
  readonly consequence: string;
}

/** The endpoint beside the one HS-X needs. */
export interface EndpointPlan {
  readonly url: string;
  /** Null: it is to be made. */
  readonly endpointId: string | null;
  /** Every event it is to be sent; what it is sent already stays. */
  readonly events: readonly string[];
  /** Empty: nothing to do. */
  readonly changes: readonly EndpointChange[];
}

/** The endpoint for operators' tools. */
export interface StripeWebhookEndpoint {
  /** What a push would change; nothing is written. Throws PROVIDER_UNAVAILABLE or PROVIDER_REFUSED. */
  plan(url: string): Promise<EndpointPlan>;
  /** Makes the planned changes and nothing else. The signing secret of a new endpoint is shown this once; null for one that was there. */
  push(plan: EndpointPlan): Promise<{ readonly secret: string | null }>;
}

/** The endpoints of the account the key belongs to; `origin` as in `stripeProvider`. */
export function stripeWebhookEndpoint(options: {
  readonly secretKey: string;
  readonly origin?: string;
  readonly logger?: Logger;
}): StripeWebhookEndpoint {
  const { secretKey, origin, logger = silentLogger } = options;
  const stripe = createStripeClient({ secretKey, logger, ...(origin === undefined ? {} : { origin }) });
  return { plan: (url) => plan(stripe, url), push: (wish) => push(stripe, wish) };
}

/** An account has at most 16 endpoints a mode (Stripe's documentation of webhooks, read 2026-11): one page holds them. */
const PAGE_SIZE = 100;

async function plan(stripe: Stripe, url: string): Promise<EndpointPlan> {
  const { data } = await callStripe('list the webhook endpoints', () =>
    stripe.webhookEndpoints.list({ limit: PAGE_SIZE }),
  );
  const ours = data.filter((endpoint) => endpoint.url === url);
  const present = ours.find(({ status }) => status === 'enabled') ?? ours[0];
  if (present === undefined)
    return { url, endpointId: null, events: BILLING_EVENT_TYPES, changes: [MAKE(url)] };
  const sent = present.enabled_events;
  const missing = sent.includes('*') ? [] : BILLING_EVENT_TYPES.filter((type) => !sent.includes(type));
  const changes = [
    ...(missing.length > 0 ? [listMore(missing)] : []),
    ...(present.status === 'enabled' ? [] : [ENABLE]),
  ];
  return { url, endpointId: present.id, events: [...sent, ...missing], changes };
}

async function push(stripe: Stripe, { url, endpointId, events, changes }: EndpointPlan) {
  if (changes.length === 0) return { secret: null };
  const enabled_events = [...events] as Stripe.WebhookEndpointCreateParams.EnabledEvent[];
  if (endpointId === null) {
    const made = await callStripe('make the webhook endpoint', () =>
      stripe.webhookEndpoints.create({ url, enabled_events, api_version: STRIPE_API_VERSION }),
    );
    return { secret: made.secret ?? null };
  }
  await callStripe('change the webhook endpoint', () =>
    stripe.webhookEndpoints.update(endpointId, { enabled_events, disabled: false }),
  );
  return { secret: null };
}

const MAKE = (url: string): EndpointChange => ({
  setting: 'endpoint',
  from: 'none',
  to: url,
  consequence: 'no event reaches the app; it hears of changes late, by looking',
});

const ENABLE: EndpointChange = {
  setting: 'status',
  from: 'disabled',
  to: 'enabled',
  consequence: 'no event reaches the app; it hears of changes late, by looking',
};

function listMore(missing: readonly string[]): EndpointChange {
  const some = missing.slice(0, 2).join(', ');
  const rest = missing.length > 2 ? ` and ${missing.length - 2} more` : '';
  return {
    setting: 'enabled_events',
    from: `without ${some}${rest}`,
    to: `all ${BILLING_EVENT_TYPES.length}`,
    consequence: 'what these events tell is heard late, by looking',
  };
}
