import { toHex, utf8 } from './bytes.js';

/** Text counts as its UTF-8 bytes. */
export type Bytes = string | Uint8Array<ArrayBuffer>;

/** Computes an HMAC-SHA-256, 32 bytes, of the parts in a row. */
export type Hmac = (key: Bytes, ...parts: readonly Bytes[]) => Promise<Uint8Array<ArrayBuffer>>;

let hmac: Hmac = async (key, ...parts) =>
  new Uint8Array(await crypto.subtle.sign('HMAC', await importedKey(key), joined(parts)));

/**
 * HMAC-SHA-256 of a message, given in one or more parts, under the key: WebCrypto, so that the same code runs on Node and Workers, unless the runtime has brought a
 * faster one.
 */
export const hmacSha256: Hmac = (key, ...parts) => hmac(key, ...parts);

/** Lets a runtime bring its own: Node's WebCrypto does each call in another thread, which takes longer than the sum itself. */
export function useHmac(faster: Hmac): void {
  hmac = faster;
}

/** Keys imported before: an app has a handful of secrets and uses them on every request. */
const imported = new Map<string, Promise<CryptoKey>>();
const MAX_IMPORTED = 64;

function importedKey(key: Bytes): Promise<CryptoKey> {
  if (typeof key !== 'string') return importKey(key);
  const known = imported.get(key) ?? importKey(utf8(key));
  if (imported.size >= MAX_IMPORTED) imported.clear();
  imported.set(key, known);
  return known;
}

function importKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
}

/** SHA-256 of a message, given in one or more parts. */
export async function sha256(...parts: readonly Bytes[]): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', joined(parts)));
}

/** SHA-256 of the message as lower-case hexadecimal text. */
export async function sha256Hex(message: Bytes): Promise<string> {
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

/** The parts as bytes in a row; bytes are not decoded, since what is no UTF-8 would not come back the same. */
function joined(parts: readonly Bytes[]): Uint8Array<ArrayBuffer> {
  const pieces = parts.map((part) => (typeof part === 'string' ? utf8(part) : part));
  const [first] = pieces;
  if (first !== undefined && pieces.length === 1) return first;
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}
