import type { StripeWorld } from '../world.js';
import { requireEvents } from '../webhook-endpoints/manage.js';
import type { KeptEventDestination } from './object.js';

/** What a new destination is created with. */
export interface NewEventDestination {
  readonly url: string;
  readonly name: string;
  /** Names of events. */
  readonly enabledEvents: readonly string[];
  readonly description?: string | undefined;
}

/** Creates a destination for thin notifications; its signing secret is one of its own, whatever else is sent to the address. */
export function createEventDestination(
  world: StripeWorld,
  given: NewEventDestination,
): { readonly destination: KeptEventDestination; readonly secret: string } {
  requireEvents(given.enabledEvents);
  const now = new Date(world.clock.now()).toISOString();
  const destination: KeptEventDestination = {
    id: world.ids.next('ed_test_', 23),
    object: 'v2.core.event_destination',
    created: now,
    description: given.description ?? '',
    enabled_events: given.enabledEvents,
    event_payload: 'thin',
    events_from: ['self'],
    livemode: false,
    name: given.name,
    snapshot_api_version: null,
    status: 'enabled',
    status_details: null,
    type: 'webhook_endpoint',
    updated: now,
    webhook_endpoint: { url: given.url },
  };
  const secret = world.ids.next('whsec_', 32);
  world.state.eventDestinations.set(destination.id, destination);
  world.state.webhookSecrets.set(destination.id, [secret]);
  return { destination, secret };
}
