import type { StripeWorld } from '../world.js';
import type { Delivery } from './delivery.js';

/** Notes a new delivery of an event to an endpoint. */
export function newDelivery(
  world: StripeWorld,
  of: {
    readonly event: { readonly id: string };
    readonly endpoint: { readonly id: string };
    readonly status: Delivery['status'];
  },
): Delivery {
  const delivery: Delivery = {
    id: world.ids.next('dlv_'),
    eventId: of.event.id,
    endpointId: of.endpoint.id,
    status: of.status,
    attempts: [],
    nextAttemptAt: null,
  };
  recordDelivery(world, delivery);
  return delivery;
}

/** Puts a delivery in its new state and counts the event's `pending_webhooks` again. */
export function recordDelivery(world: StripeWorld, delivery: Delivery): Delivery {
  world.state.deliveries.set(delivery.id, delivery);
  countPending(world, delivery);
  return delivery;
}

/** `pending_webhooks` counts endpoints that have not answered 2xx yet; one accepted copy is enough. */
function countPending(world: StripeWorld, delivery: Delivery): void {
  const { deliveries, deliveriesOfEvent, events } = world.state;
  const event = events.get(delivery.eventId);
  if (event === undefined) return;
  const siblings = deliveriesOfEvent.get(event.id) ?? new Set();
  deliveriesOfEvent.set(event.id, siblings.add(delivery.id));
  const [pending, served] = [new Set<string>(), new Set<string>()];
  for (const id of siblings) {
    const sibling = deliveries.get(id);
    if (sibling !== undefined) (sibling.status === 'delivered' ? served : pending).add(sibling.endpointId);
  }
  const count = [...pending].filter((endpointId) => !served.has(endpointId)).length;
  if (count !== event.pending_webhooks) events.set(event.id, { ...event, pending_webhooks: count });
}
