/**
 * Proves that a webhook is genuine and fresh: HMAC-SHA256 over `id.timestamp.body`, as Svix and Standard Webhooks define it
 * (https://docs.svix.com/receiving/verifying-payloads/how-manual, read 2026-11-21). Both header prefixes are in use.
 */
import { EmailError } from '../email-error.js';

/** A request as it arrived: the signature covers the raw bytes. */
export interface WebhookRequest {
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** What the proof needs. */
export interface WebhookTrust {
  /** Every secret that counts now, each `whsec_` and base64: two while one replaces the other. */
  readonly secrets: readonly string[];
  /** Wall time, unix ms. */
  readonly now: number;
}

const TOLERANCE_MS = 300_000;

/** The id of a genuine webhook; throws SIGNATURE_INVALID, or TRANSPORT_INVALID when a secret is missing or malformed. */
export async function verifyWebhook(
  request: WebhookRequest,
  { secrets, now }: WebhookTrust,
): Promise<string> {
  const id = header(request.headers, 'id');
  const timestamp = header(request.headers, 'timestamp');
  const signatures = header(request.headers, 'signature');
  const keys = await importSecrets(secrets);
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now - Number(timestamp) * 1000) > TOLERANCE_MS) {
    throw forged('its timestamp is not within 300 seconds of now');
  }
  const signed = concat(new TextEncoder().encode(`${id}.${timestamp}.`), request.body);
  for (const signature of signatures.split(' ')) {
    const bytes = signatureBytes(signature);
    if (!bytes) continue;
    for (const key of keys) {
      if (await crypto.subtle.verify('HMAC', key, bytes, signed)) return id;
    }
  }
  throw forged('no signature fits');
}

function header(headers: Headers, name: string): string {
  const value = headers.get(`svix-${name}`) ?? headers.get(`webhook-${name}`) ?? '';
  if (value === '') throw forged(`the header svix-${name} is missing`);
  return value;
}

/** The secrets as keys; throws TRANSPORT_INVALID when there is none or one is malformed. */
export async function importSecrets(secrets: readonly string[]): Promise<readonly CryptoKey[]> {
  if (secrets.length === 0) throw badSecret('there is none');
  return Promise.all(secrets.map(importSecret));
}

async function importSecret(secret: string): Promise<CryptoKey> {
  const bytes = fromBase64(secret.replace(/^whsec_/, ''));
  if (!bytes || bytes.length === 0) throw badSecret('one is not base64');
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
}

function signatureBytes(signature: string): Uint8Array<ArrayBuffer> | null {
  return signature.startsWith('v1,') ? fromBase64(signature.slice(3)) : null;
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  } catch {
    return null;
  }
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}

function forged(seen: string): EmailError {
  return new EmailError({
    code: 'SIGNATURE_INVALID',
    message: `A bounce webhook was refused: ${seen}. Allowed: requests signed with the endpoint's own secret.`,
    hint: "Compare the secret with the one on the webhook's page at the provider, and this machine's clock.",
  });
}

function badSecret(seen: string): EmailError {
  return new EmailError({
    code: 'TRANSPORT_INVALID',
    message: `Bounce webhooks cannot be verified: of the secrets, ${seen}. Allowed: "whsec_" and base64.`,
    hint: "Copy the signing secret from the webhook's page at the provider.",
  });
}
