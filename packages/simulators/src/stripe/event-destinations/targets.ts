import type { DeliveryTarget } from '../webhook-endpoints/delivery.js';
import type { StripeWorld } from '../world.js';
import type { KeptEventDestination } from './object.js';

/** Where notifications of the type go. */
export function targetsOf(world: StripeWorld, type: string): readonly DeliveryTarget[] {
  return [...world.state.eventDestinations.values()]
    .filter(({ status, enabled_events: names }) => status === 'enabled' && names.includes(type))
    .map(targetOf);
}

/** A destination as deliveries see it; notifications have no API version. */
export function targetOf({ id, webhook_endpoint: { url } }: KeptEventDestination): DeliveryTarget {
  return { id, url, api_version: null };
}
