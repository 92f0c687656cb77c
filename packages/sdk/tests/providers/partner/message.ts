/** A partner's webhook on its way, signed by the library of Standard Webhooks, which shares no code with the app. */
import { Webhook } from 'standardwebhooks';
import type { PartnerMessage } from '../../../src/billing/ports/partner-provider.js';
import type { WebhookRequest } from '../../../src/billing/ports/webhook-request.js';
import { utf8 } from '../../../src/kernel/bytes.js';

/** 2026-11-20, nine o'clock. */
export const NOW = Date.UTC(2026, 10, 20, 9);
export const SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
export const FORMER_SECRET = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;

export interface Signing {
  readonly id?: string;
  readonly secret?: string;
  readonly signedAt?: number;
}

/** The body, signed. */
export function signedRequest(body: string, signing: Signing = {}): WebhookRequest {
  const { id = 'msg_1', secret = SECRET, signedAt = NOW } = signing;
  const headers = new Headers({
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(signedAt / 1_000)),
    'webhook-signature': new Webhook(secret).sign(id, new Date(signedAt), body),
  });
  return { headers, body: utf8(body) };
}

/** The event as it is stored. */
export function message(event: unknown): PartnerMessage {
  const body = typeof event === 'string' ? event : JSON.stringify(event);
  return { partner: 'acme', webhookId: 'msg_1', arrivedAt: NOW, body };
}
