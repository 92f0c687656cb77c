/** Signed events as Stripe sends them about a subscription, one by one. */
import { createHmac } from 'node:crypto';
import { eventOf, signedRequest, WEBHOOK_SECRET } from './subscription-event.mjs';

export { WEBHOOK_SECRET };

/** The `call`th update of the portal's subscription, signed now; it happened now, too, unless told otherwise. */
export function signedEvent(index, call, { createdS = Math.floor(Date.now() / 1_000) } = {}) {
  const signedS = Math.floor(Date.now() / 1_000);
  const body = JSON.stringify(eventOf(index, call, createdS));
  const signature = createHmac('sha256', WEBHOOK_SECRET).update(`${signedS}.${body}`).digest('hex');
  return signedRequest(body, { signedS, signature });
}
