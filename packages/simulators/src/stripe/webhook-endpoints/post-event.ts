import { postWithin } from '../../kernel/deliver.js';
import type { EventObject } from '../events/object.js';
import type { ThinNotification } from '../events/thin-event.js';
import type { StripeWorld } from '../world.js';
import type { DeliveryTarget } from './delivery.js';
import { signatureHeader } from './signature.js';

/** An event on its way, and the secrets it is signed with. */
export interface SignedEvent {
  readonly endpoint: DeliveryTarget;
  readonly event: EventObject | ThinNotification;
  readonly secrets: readonly string[];
}

/** Posts a signed event; answers the HTTP status, or 0 and why no answer came. */
export async function postEvent(
  world: StripeWorld,
  { endpoint, event, secrets }: SignedEvent,
): Promise<{ readonly status: number; readonly error: string | null }> {
  const body = JSON.stringify(rendered(event, endpoint), undefined, 2);
  try {
    const answer = await postWithin(world.deliver, {
      url: endpoint.url,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        'stripe-signature': signatureHeader(body, secrets, Math.floor(Date.now() / 1000)),
      },
      body,
      timeoutMs: world.settings.webhookTimeoutMs,
    });
    await answer.arrayBuffer();
    return { status: answer.status, error: null };
  } catch (error) {
    return { status: 0, error: error instanceof Error ? error.message : String(error) };
  }
}

function rendered(event: SignedEvent['event'], { api_version: version }: DeliveryTarget): object {
  return event.object === 'event' ? { ...event, api_version: version ?? event.api_version } : event;
}
