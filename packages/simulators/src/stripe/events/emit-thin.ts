import { targetsOf } from '../event-destinations/targets.js';
import { enqueueDelivery } from '../webhook-endpoints/enqueue.js';
import type { StripeWorld } from '../world.js';
import { notificationOf, type ThinEventObject } from './thin-event.js';

/** Makes an event of API v2 and notifies every destination that wants its type. */
export function emitThin(
  world: StripeWorld,
  happening: Pick<ThinEventObject, 'type' | 'related_object' | 'data'>,
): ThinEventObject {
  const event: ThinEventObject = {
    id: world.ids.next('evt_test_', 23),
    object: 'v2.core.event',
    created: new Date(world.clock.now()).toISOString(),
    livemode: false,
    ...happening,
  };
  world.state.thinEvents.set(event.id, event);
  for (const target of targetsOf(world, event.type)) enqueueDelivery(world, notificationOf(event), target);
  return event;
}
