/**
 * Signatures as Standard Webhooks defines them (https://www.standardwebhooks.com, read 2026-11-21): HMAC-SHA-256 over
 * `<id>.<unix seconds>.<raw body>`, for what is sent and for what arrives. The package `standardwebhooks` is the counterpart in the tests
 * alone: its verifier takes one secret, reads the machine's clock and decodes the body before it is proven.
 */
import { fromBase64, toBase64, utf8 } from './bytes.js';
import { hmacSha256 } from './hmac.js';

/** What a signature covers. */
export interface SignedWebhook {
  /** `webhook-id`: the same however often the webhook is tried. */
  readonly id: string;
  /** `webhook-timestamp`: unix seconds, as text. */
  readonly timestamp: string;
  /** The body as it is on the wire. */
  readonly body: Uint8Array;
}

const SECRET_PREFIX = 'whsec_';
const MIN_SECRET_BYTES = 24;
const MAX_SECRET_BYTES = 64;

/** The key of a signing secret; null unless the text is `whsec_` and the base64 of 24 to 64 bytes. */
export function signingKeyOf(secret: string): Uint8Array<ArrayBuffer> | null {
  if (!secret.startsWith(SECRET_PREFIX)) return null;
  const text = secret.slice(SECRET_PREFIX.length);
  const key = fromBase64(text);
  if (key === null || toBase64(key) !== text) return null;
  return key.byteLength < MIN_SECRET_BYTES || key.byteLength > MAX_SECRET_BYTES ? null : key;
}

/** The signature of the webhook under the key: `v1,<base64>`. */
export async function signWebhook(
  key: Uint8Array<ArrayBuffer>,
  { id, timestamp, body }: SignedWebhook,
): Promise<string> {
  const head = utf8(`${id}.${timestamp}.`);
  const content = new Uint8Array(head.length + body.length);
  content.set(head);
  content.set(body, head.length);
  return `v1,${toBase64(await hmacSha256(key, content))}`;
}
