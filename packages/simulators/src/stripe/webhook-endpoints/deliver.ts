/** One try of a delivery: signed anew each time, judged by its status, retried with growing pauses over three days. */
import { toEpochSeconds, toMilliseconds } from '../epoch.js';
import { targetOf } from '../event-destinations/targets.js';
import type { EventObject } from '../events/object.js';
import { notificationOf, type ThinNotification } from '../events/thin-event.js';
import type { StripeWorld } from '../world.js';
import type { Delivery, DeliveryAttempt, DeliveryTarget } from './delivery.js';
import { postEvent } from './post-event.js';
import { newDelivery, recordDelivery } from './record-delivery.js';
import { retryDelaySeconds } from './retry-schedule.js';
import { wants } from './wants.js';

/** Sends one event once more to every endpoint that wants it, past the gate, as the Dashboard's "Resend" does. */
export async function deliverAgain(
  world: StripeWorld,
  event: EventObject,
): Promise<readonly DeliveryAttempt[]> {
  const attempts: DeliveryAttempt[] = [];
  for (const endpoint of [...world.state.webhookEndpoints.values()]) {
    if (!wants(endpoint, event.type)) continue;
    const delivery = newDelivery(world, { event, endpoint, status: 'waiting' });
    attempts.push(await attempt(world, delivery.id));
  }
  return attempts;
}

/** Makes the next try of a delivery that still waits; while the gate is closed it joins the held ones instead. */
export async function sendUnlessHeld(world: StripeWorld, deliveryId: string): Promise<void> {
  const current = world.state.deliveries.get(deliveryId);
  if (current?.status !== 'waiting') return;
  if (world.gate.isHolding) recordDelivery(world, { ...current, status: 'held', nextAttemptAt: null });
  else await attempt(world, deliveryId);
}

async function attempt(world: StripeWorld, deliveryId: string): Promise<DeliveryAttempt> {
  const delivery = world.state.deliveries.get(deliveryId);
  const endpoint = delivery && findTarget(world, delivery);
  const event = delivery && findEvent(world, delivery);
  const at = toEpochSeconds(world.clock.now());
  if (delivery === undefined || endpoint === undefined || event === undefined) {
    return { at, status: 0, error: 'The endpoint or the event is gone.' };
  }
  const secrets = world.state.webhookSecrets.get(endpoint.id) ?? [];
  const made = { at, ...(await postEvent(world, { endpoint, event, secrets })) };
  if (world.state.deliveries.has(deliveryId)) {
    planRetry(world, recordDelivery(world, settleAttempt(delivery, made)));
  }
  return made;
}

function findTarget({ state }: StripeWorld, { endpointId }: Delivery): DeliveryTarget | undefined {
  const destination = state.eventDestinations.get(endpointId);
  return destination ? targetOf(destination) : state.webhookEndpoints.get(endpointId);
}

function findEvent(
  { state }: StripeWorld,
  { eventId }: Delivery,
): EventObject | ThinNotification | undefined {
  const thin = state.thinEvents.get(eventId);
  return thin ? notificationOf(thin) : state.events.get(eventId);
}

function planRetry(world: StripeWorld, { id, eventId, status, nextAttemptAt }: Delivery): void {
  if (status !== 'waiting' || nextAttemptAt === null) return;
  world.clock.schedule({
    dueAt: toMilliseconds(nextAttemptAt),
    name: `webhook ${eventId}`,
    run: () => sendUnlessHeld(world, id),
  });
}

function settleAttempt(delivery: Delivery, made: DeliveryAttempt): Delivery {
  const attempts = [...delivery.attempts, made];
  if (made.status >= 200 && made.status < 300) {
    return { ...delivery, attempts, status: 'delivered', nextAttemptAt: null };
  }
  const delay = retryDelaySeconds(attempts.length);
  return delay === undefined
    ? { ...delivery, attempts, status: 'failed', nextAttemptAt: null }
    : { ...delivery, attempts, nextAttemptAt: made.at + delay };
}
