/**
 * Sends events to endpoints: signed anew on every try, retried with growing pauses over three days of virtual time.
 */
import type { EventObject } from '../events/object.js';
import { nowSeconds, planAt, type StripeWorld } from '../world.js';
import type { Delivery, DeliveryAttempt } from './delivery.js';
import type { WebhookEndpointObject } from './object.js';
import { retryDelaySeconds } from './retry-schedule.js';
import { signatureHeader } from './signature.js';

/** Puts an event on its way to an endpoint; the gate may hold, drop or double it. */
export function enqueueDelivery(
  world: StripeWorld,
  event: EventObject,
  endpoint: WebhookEndpointObject,
): void {
  const { gate } = world;
  if (gate.dropNext > 0) {
    gate.dropNext -= 1;
    record(world, newDelivery(world, { event, endpoint, status: 'dropped' }));
    return;
  }
  const isDoubled = gate.duplicateNext > 0;
  if (isDoubled) gate.duplicateNext -= 1;
  for (let copy = 0; copy < (isDoubled ? 2 : 1); copy += 1) {
    const delivery = newDelivery(world, { event, endpoint, status: gate.isHolding ? 'held' : 'waiting' });
    record(world, delivery);
    if (!gate.isHolding) planAttempt(world, delivery);
  }
}

/** Lets everything held go, in the order it was held; answers how many. */
export function releaseHeld(world: StripeWorld, order: 'as_held' | 'reversed' = 'as_held'): number {
  world.gate.isHolding = false;
  const held = [...world.state.deliveries.values()].filter((delivery) => delivery.status === 'held');
  if (order === 'reversed') held.reverse();
  for (const delivery of held) {
    const waiting: Delivery = { ...delivery, status: 'waiting', nextAttemptAt: nowSeconds(world) };
    record(world, waiting);
    planAttempt(world, waiting);
  }
  return held.length;
}

/** Sends one event once more to every endpoint that wants it, past the gate, as the Dashboard's "Resend" does. */
export async function deliverAgain(
  world: StripeWorld,
  event: EventObject,
): Promise<readonly DeliveryAttempt[]> {
  const endpoints = [...world.state.webhookEndpoints.values()].filter((endpoint) =>
    wants(endpoint, event.type),
  );
  const attempts: DeliveryAttempt[] = [];
  for (const endpoint of endpoints) {
    const delivery = newDelivery(world, { event, endpoint, status: 'waiting' });
    record(world, delivery);
    attempts.push(await attempt(world, delivery.id));
  }
  return attempts;
}

/** Whether an endpoint asked for this type of event and is on. */
export function wants(endpoint: WebhookEndpointObject, type: string): boolean {
  return (
    endpoint.status === 'enabled' && endpoint.enabled_events.some((name) => name === '*' || name === type)
  );
}

function newDelivery(
  world: StripeWorld,
  of: {
    readonly event: EventObject;
    readonly endpoint: WebhookEndpointObject;
    readonly status: Delivery['status'];
  },
): Delivery {
  return {
    id: world.ids.next('dlv_'),
    eventId: of.event.id,
    endpointId: of.endpoint.id,
    status: of.status,
    attempts: [],
    nextAttemptAt: of.status === 'waiting' ? nowSeconds(world) : null,
  };
}

function record(world: StripeWorld, delivery: Delivery): void {
  world.state.deliveries.set(delivery.id, delivery);
  countPending(world, delivery);
}

/** `pending_webhooks` counts endpoints that have not answered 2xx yet. */
function countPending(world: StripeWorld, delivery: Delivery): void {
  const { deliveries, deliveriesOfEvent, events } = world.state;
  const event = events.get(delivery.eventId);
  if (event === undefined) return;
  const siblings = deliveriesOfEvent.get(event.id) ?? new Set();
  deliveriesOfEvent.set(event.id, siblings.add(delivery.id));
  const pending = new Set<string>();
  for (const id of siblings) {
    const sibling = deliveries.get(id);
    if (sibling !== undefined && sibling.status !== 'delivered') pending.add(sibling.endpointId);
  }
  events.set(event.id, { ...event, pending_webhooks: pending.size });
}

function planAttempt(world: StripeWorld, delivery: Delivery): void {
  planAt(world, {
    at: delivery.nextAttemptAt ?? nowSeconds(world),
    name: `webhook ${delivery.eventId}`,
    run: async () => {
      const current = world.state.deliveries.get(delivery.id);
      if (current?.status !== 'waiting') return;
      if (world.gate.isHolding) record(world, { ...current, status: 'held', nextAttemptAt: null });
      else await attempt(world, delivery.id);
    },
  });
}

async function attempt(world: StripeWorld, deliveryId: string): Promise<DeliveryAttempt> {
  const delivery = world.state.deliveries.get(deliveryId);
  const endpoint = delivery && world.state.webhookEndpoints.get(delivery.endpointId);
  const event = delivery && world.state.events.get(delivery.eventId);
  const at = nowSeconds(world);
  if (delivery === undefined || endpoint === undefined || event === undefined) {
    return { at, status: 0, error: 'The endpoint or the event is gone.' };
  }
  const made = { at, ...(await post(world, endpoint, event)) };
  const after = settleAttempt(world, delivery, made);
  if (world.state.deliveries.has(deliveryId)) record(world, after);
  if (after.status === 'waiting') planAttempt(world, after);
  return made;
}

function settleAttempt(world: StripeWorld, delivery: Delivery, made: DeliveryAttempt): Delivery {
  const attempts = [...delivery.attempts, made];
  if (made.status >= 200 && made.status < 300) {
    return { ...delivery, attempts, status: 'delivered', nextAttemptAt: null };
  }
  const delay = retryDelaySeconds(attempts.length);
  return delay === undefined
    ? { ...delivery, attempts, status: 'failed', nextAttemptAt: null }
    : { ...delivery, attempts, nextAttemptAt: nowSeconds(world) + delay };
}

async function post(
  world: StripeWorld,
  endpoint: WebhookEndpointObject,
  event: EventObject,
): Promise<{ readonly status: number; readonly error: string | null }> {
  const body = JSON.stringify(
    { ...event, api_version: endpoint.api_version ?? event.api_version },
    undefined,
    2,
  );
  const secrets = world.state.webhookSecrets.get(endpoint.id) ?? [];
  try {
    const answer = await fetch(endpoint.url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(world.settings.webhookTimeoutMs),
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        'stripe-signature': signatureHeader(body, secrets, Math.floor(Date.now() / 1000)),
      },
      body,
    });
    await answer.arrayBuffer();
    return { status: answer.status, error: null };
  } catch (error) {
    return { status: 0, error: error instanceof Error ? error.message : String(error) };
  }
}
