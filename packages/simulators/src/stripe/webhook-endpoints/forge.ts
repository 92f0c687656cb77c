import type { EventObject } from '../events/object.js';
import type { StripeWorld } from '../world.js';
import type { DeliveryTarget } from './delivery.js';
import { postEvent } from './post-event.js';

/**
 * Sends what an attacker would: a copy of an event under an id of its own, claiming that whatever it is about is in good
 * standing, signed with a secret nobody gave out. An app that answers 2xx has fallen for it, and is counted.
 */
export async function sendForged(
  world: StripeWorld,
  event: EventObject,
  endpoint: DeliveryTarget,
): Promise<void> {
  const object = { ...(event.data.object as object), status: 'active' };
  const forged: EventObject = { ...event, id: world.ids.next('evt_9', 23), data: { object } };
  const secrets = [`whsec_${world.ids.text('forged_secret', 32)}`];
  const { status } = await postEvent(world, { endpoint, event: forged, secrets });
  if (status >= 200 && status < 300) world.faults.noteForgedAccepted();
}
