import type { Bounce } from './bounce.js';
import { readBounce, type BounceOptions } from './read-bounce.js';
import { importSecrets, type WebhookRequest } from './verify-webhook.js';

/** Reads a provider's webhooks; it fits the `BounceReader` port of `@hs-x/sdk`. */
export interface BounceReader {
  /** What the webhook says of a failed mail; null when it tells something else. Throws SIGNATURE_INVALID or WEBHOOK_INVALID. */
  read(request: WebhookRequest, now: number): Promise<Bounce | null>;
}

/** A reader with its secrets checked: throws TRANSPORT_INVALID at once when there is none or one is malformed. */
export async function bounceReader({ provider, secrets }: Omit<BounceOptions, 'now'>): Promise<BounceReader> {
  await importSecrets(secrets);
  return { read: (request, now) => readBounce(request, { provider, secrets, now }) };
}
