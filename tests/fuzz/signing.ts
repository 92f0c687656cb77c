/** Signs as the vendors do; written apart from the code under test. Sources: Stripe's and HubSpot's documentation, read 2026-11-20. */
import { createHash, createHmac } from 'node:crypto';

/** Bytes or text. */
type Body = string | Uint8Array;

/** `Stripe-Signature` for a body. */
export function stripeSignature(body: Body, secret: string, atSeconds: number): string {
  return `t=${atSeconds},v1=${stripeV1(body, secret, atSeconds)}`;
}

export function stripeV1(body: Body, secret: string, at: number | string): string {
  return createHmac('sha256', secret).update(`${at}.`).update(body).digest('hex');
}

/** What HubSpot signs. */
export interface HubspotCall {
  readonly method: string;
  /** The whole address, in the form that is hashed. */
  readonly uri: string;
  readonly body: Body;
  readonly atMs: number | string;
  readonly secret: string;
}

/** The headers of a v3 signature. */
export function hubspotV3(call: HubspotCall): Record<string, string> {
  return {
    'x-hubspot-request-timestamp': String(call.atMs),
    'x-hubspot-signature-v3': hubspotV3Of(call),
  };
}

export function hubspotV3Of({ method, uri, body, atMs, secret }: HubspotCall): string {
  const hmac = createHmac('sha256', secret).update(`${method}${uri}`);
  return hmac.update(body).update(String(atMs)).digest('base64');
}

/** The headers of a v2 signature. */
export function hubspotV2({ method, uri, body, secret }: HubspotCall): Record<string, string> {
  const hash = createHash('sha256').update(`${secret}${method}${uri}`).update(body);
  return { 'x-hubspot-signature': hash.digest('hex'), 'x-hubspot-signature-version': 'v2' };
}
