/**
 * The way out: what is due leaves by one lane, in the order of its events, unless the gate or the fault plan meddles. Time
 * here is the world's own, also for events of objects that live on a test clock.
 */
import type { DeliveryFate } from '../../kernel/faults/fault-plan.js';
import { toEpochSeconds } from '../epoch.js';
import type { EventObject } from '../events/object.js';
import type { ThinNotification } from '../events/thin-event.js';
import type { StripeWorld } from '../world.js';
import { sendUnlessHeld } from './deliver.js';
import { sendForged } from './forge.js';
import type { Delivery, DeliveryTarget } from './delivery.js';
import { newDelivery, recordDelivery } from './record-delivery.js';

/** Puts an event on its way to an endpoint; gate and fault plan may hold, drop, double, delay or reorder it. */
export function enqueueDelivery(
  world: StripeWorld,
  event: EventObject | ThinNotification,
  endpoint: DeliveryTarget,
): void {
  const { gate } = world;
  const fault = world.faults.ofDelivery(`${event.id} ${endpoint.url}`);
  if (fault.isForged && event.object === 'event') planForged(world, event, endpoint);
  if (gate.dropNext > 0 || fault.isDropped) {
    if (gate.dropNext > 0) gate.dropNext -= 1;
    newDelivery(world, { event, endpoint, status: 'dropped' });
    return;
  }
  const isDoubled = gate.duplicateNext > 0;
  if (isDoubled) gate.duplicateNext -= 1;
  for (const fate of isDoubled ? [...fault.copies, ON_TIME] : fault.copies) {
    const status = gate.isHolding ? 'held' : 'waiting';
    const delivery = newDelivery(world, { event, endpoint, status });
    if (!gate.isHolding) planDelivery(world, delivery, fate);
  }
}

/** Lets everything held go, in the order it was held; answers how many. */
export function releaseHeld(world: StripeWorld, order: 'as_held' | 'reversed' = 'as_held'): number {
  world.gate.isHolding = false;
  const held = [...world.state.deliveries.values()].filter((delivery) => delivery.status === 'held');
  if (order === 'reversed') held.reverse();
  for (const delivery of held) {
    planDelivery(world, recordDelivery(world, { ...delivery, status: 'waiting' }), ON_TIME);
  }
  return held.length;
}

const ON_TIME: DeliveryFate = { delayMs: 0, jumpsTo: undefined };

function planDelivery(world: StripeWorld, delivery: Delivery, fate: DeliveryFate): void {
  const dueAt = world.clock.now() + fate.delayMs;
  recordDelivery(world, { ...delivery, nextAttemptAt: toEpochSeconds(dueAt) });
  const name = `webhook ${delivery.eventId}`;
  if (fate.delayMs > 0) {
    world.clock.schedule({ dueAt, name, run: () => sendUnlessHeld(world, delivery.id) });
    return;
  }
  const { lane } = world.state;
  lane.splice(Math.round((fate.jumpsTo ?? 1) * lane.length), 0, delivery.id);
  world.clock.schedule({ dueAt, name, run: () => sendNextOfLane(world) });
}

/** There is one job for every delivery in the lane; which one it sends is decided when it runs. */
function sendNextOfLane(world: StripeWorld): Promise<void> {
  const id = world.state.lane.shift();
  return id === undefined ? Promise.resolve() : sendUnlessHeld(world, id);
}

function planForged(world: StripeWorld, event: EventObject, endpoint: DeliveryTarget): void {
  world.clock.schedule({
    dueAt: world.clock.now(),
    name: `webhook forged ${event.id}`,
    run: () => sendForged(world, event, endpoint),
  });
}
