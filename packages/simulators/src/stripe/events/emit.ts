import { enqueueDelivery, wants } from '../webhook-endpoints/deliver.js';
import { nowSeconds, type StripeWorld } from '../world.js';
import { API_VERSION, type EventObject } from './object.js';
import { previousAttributes } from './previous-attributes.js';

/** What is told to the world, and what the object was before. */
export interface Happening {
  readonly type: string;
  readonly object: object;
  /** The object before the change; its differing values become `previous_attributes`. */
  readonly before?: object;
}

/** The one way an event comes into being: recorded, then sent to every endpoint that wants its type. */
export function emit(world: StripeWorld, happening: Happening): EventObject {
  const { type, object, before } = happening;
  const event: EventObject = {
    id: world.ids.next('evt_1', 23),
    object: 'event',
    api_version: API_VERSION,
    created: nowSeconds(world),
    data: {
      object,
      ...(before === undefined ? {} : { previous_attributes: previousAttributes(before, object) }),
    },
    livemode: false,
    pending_webhooks: 0,
    request: world.request,
    type,
  };
  world.state.events.set(event.id, event);
  for (const endpoint of world.state.webhookEndpoints.values()) {
    if (wants(endpoint, type)) enqueueDelivery(world, event, endpoint);
  }
  return world.state.events.get(event.id) ?? event;
}
