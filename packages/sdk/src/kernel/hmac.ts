import { toHex, utf8 } from './bytes.js';

/** HMAC-SHA-256 of the message under the key; WebCrypto, so the same code runs on Node and Workers. */
export async function hmacSha256(
  key: string | Uint8Array<ArrayBuffer>,
  message: string | Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const imported = await crypto.subtle.importKey(
    'raw',
    bytesOf(key),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  );
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, bytesOf(message)));
}

/** SHA-256 of the message. */
export async function sha256(message: string | Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytesOf(message)));
}

/** SHA-256 of the message as lower-case hexadecimal text. */
export async function sha256Hex(message: string | Uint8Array<ArrayBuffer>): Promise<string> {
  return toHex(await sha256(message));
}

/** Compares without telling by its duration where the first difference is; texts of different length differ at once. */
export function isEqualConstantTime(left: string, right: string): boolean {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let index = 0; index < left.length; index++) {
    difference |= left.charCodeAt(index) ^ right.charCodeAt(index);
  }
  return difference === 0;
}

function bytesOf(value: string | Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return typeof value === 'string' ? utf8(value) : value;
}
