import type Stripe from 'stripe';
import type { ProviderEvent } from '../../billing/ports/payment-provider.js';
import { SECOND_MS, type Instant } from '../../kernel/instant.js';
import { decode } from './decode.js';
import { callStripe } from './errors.js';

const PAGE_SIZE = 100;
/** More than this in one look means an endpoint that has been down for long; reconciliation covers what is older. */
const MAX_EVENTS = 2_000;

/**
 * Events of the account that some endpoint has not accepted yet, those just on their way included, oldest first. Throws PROVIDER_UNAVAILABLE
 * or PROVIDER_REFUSED.
 */
export async function undeliveredEvents(stripe: Stripe, since: Instant): Promise<readonly ProviderEvent[]> {
  return await callStripe('list undelivered events', async () => {
    const events: ProviderEvent[] = [];
    const pages = stripe.events.list({
      delivery_success: false,
      created: { gte: Math.floor(since / SECOND_MS) },
      limit: PAGE_SIZE,
    });
    for await (const event of pages) {
      events.push(decode(event));
      if (events.length === MAX_EVENTS) break;
    }
    return events.reverse();
  });
}
