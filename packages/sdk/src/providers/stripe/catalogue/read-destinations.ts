import type Stripe from 'stripe';
import { isHsxError } from '../../../kernel/hsx-error.js';
import { callStripe } from '../errors.js';
import type { CatalogueDestination } from './catalogue-state.js';

/** The thin event destinations at web addresses; null when the key may not read them. Throws PROVIDER_UNAVAILABLE. */
export async function readDestinations(stripe: Stripe): Promise<readonly CatalogueDestination[] | null> {
  try {
    return await callStripe('list the event destinations', () => listThin(stripe));
  } catch (error) {
    if (isHsxError(error, 'PROVIDER_REFUSED')) return null;
    throw error;
  }
}

async function listThin(stripe: Stripe): Promise<readonly CatalogueDestination[]> {
  const found: CatalogueDestination[] = [];
  const wish = { include: ['webhook_endpoint.url'], limit: 100 };
  for await (const destination of stripe.v2.core.eventDestinations.list(wish)) {
    const { id, status, enabled_events: events, event_payload: payload, webhook_endpoint: at } = destination;
    if (payload === 'thin' && at?.url)
      found.push({ id, url: at.url, isEnabled: status === 'enabled', events });
  }
  return found;
}
