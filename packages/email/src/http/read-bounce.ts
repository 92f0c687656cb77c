import type { Bounce } from './bounce.js';
import { decodeBounce } from './resend/decode-bounce.js';
import { verifyWebhook, type WebhookRequest, type WebhookTrust } from './verify-webhook.js';

/** Whose webhooks they are, and how they are proved. */
export interface BounceOptions extends WebhookTrust {
  /** The same as the transport's. */
  readonly provider: 'resend';
}

/**
 * Reads a webhook of the mail API: whom a mail did not reach, and why. Null when it tells something else, such as a delivery:
 * acknowledge it and do nothing. Throws SIGNATURE_INVALID, WEBHOOK_INVALID or TRANSPORT_INVALID.
 */
export async function readBounce(
  request: WebhookRequest,
  { secrets, now }: BounceOptions,
): Promise<Bounce | null> {
  const eventId = await verifyWebhook(request, { secrets, now });
  const bounce = decodeBounce(new TextDecoder().decode(request.body));
  return bounce && { eventId, ...bounce };
}
