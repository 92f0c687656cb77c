/**
 * A provider's webhook in five beats: is it genuine, what does it say, what follows, make it true, tell the world. Between the second
 * and the third it is stored, and from there on it is ours: the answer is 200 whatever processing does.
 */
import type { Background } from '../../kernel/background.js';
import type { BillingEngine } from '../billing-engine.js';
import type { PaymentProvider } from '../ports/payment-provider.js';
import type { WebhookRequest } from '../ports/webhook-request.js';
import { storeWebhook } from './store-event.js';
import { workOffEvents } from './work-off-events.js';

/** Accepts one webhook. Throws SIGNATURE_INVALID, MODE_MISMATCH or REQUEST_INVALID (nothing happened) or STORE_UNAVAILABLE (send it again). */
export async function acceptWebhook(
  engine: BillingEngine,
  arrived: { provider: PaymentProvider; request: WebhookRequest; background: Background },
): Promise<'stored' | 'duplicate'> {
  const genuine = await arrived.provider.verify(arrived.request, engine.wallClock.now());
  const event = arrived.provider.decode(genuine);
  const { receipt, claimed } = await storeWebhook(engine, event);
  arrived.background(() => workOffEvents(engine, claimed), 'tick');
  return receipt;
}
