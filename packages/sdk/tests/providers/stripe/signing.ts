import { createHmac } from 'node:crypto';

/** Signs as Stripe does; written apart from the code under test. */
export function signatureHeader(body: string | Uint8Array, secret: string, timestamp: number): string {
  return `t=${timestamp},v1=${v1Of(body, secret, timestamp)}`;
}

/** The bare v1 signature. */
export function v1Of(body: string | Uint8Array, secret: string, timestamp: number): string {
  return createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex');
}

/** UTF-8 bytes of the text. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
