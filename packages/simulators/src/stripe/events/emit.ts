import { toEpochSeconds, type EpochSeconds } from '../epoch.js';
import { enqueueDelivery } from '../webhook-endpoints/enqueue.js';
import { wants } from '../webhook-endpoints/wants.js';
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
    created: createdNow(world),
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
  world.state.eventArrivals.set(event.id, toEpochSeconds(world.clock.now()));
  for (const endpoint of world.state.webhookEndpoints.values()) {
    if (wants(endpoint, type)) enqueueDelivery(world, event, endpoint);
  }
  return world.state.events.get(event.id) ?? event;
}

/** The current second, which events share as they do at Stripe, unless the fault plan wants every event in its own. */
function createdNow(world: StripeWorld): EpochSeconds {
  const now = nowSeconds(world);
  if (world.faults.settings.sameSecond !== false) return now;
  const newest = [...world.state.events.values()].at(-1);
  return newest === undefined ? now : Math.max(now, newest.created + 1);
}
