import type { PartnerMessage } from '../../billing/ports/partner-provider.js';
import type { WebhookRequest } from '../../billing/ports/webhook-request.js';
import { fromUtf8 } from '../../kernel/bytes.js';
import type { Instant } from '../../kernel/instant.js';
import { verifySignature } from './signature.js';

/** Whose webhook it must be. */
export interface Verification {
  readonly partner: string;
  readonly secrets: readonly string[];
  readonly wallNow: Instant;
}

/**
 * The message in the request, once it is proven to be the partner's own and fresh. The signature is tried under this partner's secrets alone:
 * whoever holds another partner's speaks for nobody else. Throws SIGNATURE_INVALID.
 */
export async function verify(
  { headers, body }: WebhookRequest,
  { partner, secrets, wallNow }: Verification,
): Promise<PartnerMessage> {
  const webhookId = await verifySignature({ headers, body, secrets, wallNow });
  return { partner, webhookId, arrivedAt: wallNow, body: fromUtf8(body) };
}
