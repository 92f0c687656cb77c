/**
 * Encryption at rest for OAuth tokens and stored webhook bodies: AES-256-GCM with a random 96-bit nonce. The sealed text names
 * the key it was made with, so that keys can be rotated: the first key seals, every key opens. The context (for example
 * `oauth-token:<portal>`) is authenticated too, so that a sealed value copied into another portal's row does not open.
 */
import { fromBase64Url, fromUtf8, toBase64Url, toHex, utf8 } from './bytes.js';
import { sha256 } from './hmac.js';

/** Seals and opens short texts; made by {@link createEncryption}. */
export interface Encryption {
  /** Encrypts the text for this context. */
  seal(text: string, context: string): Promise<string>;
  /** Decrypts; null when no key fits, the text was altered, or the context differs. */
  open(sealed: string, context: string): Promise<string | null>;
}

const VERSION = 'v1';

/** What every text sealed under the key of the id begins with. */
export function sealedPrefix(keyId: string): string {
  return `${VERSION}.${keyId}.`;
}

/** Makes an {@link Encryption} from one or more secrets of any length ≥ 16; the first seals, all open. */
export function createEncryption(secrets: readonly [string, ...string[]]): Encryption {
  const [first, ...others] = secrets;
  const sealingKey = deriveKey(first);
  const keys = Promise.all([sealingKey, ...others.map(deriveKey)]);
  return {
    async seal(text, context) {
      const key = await sealingKey;
      const nonce = crypto.getRandomValues(new Uint8Array(12));
      const parameters = { name: 'AES-GCM', iv: nonce, additionalData: utf8(context) };
      const sealed = new Uint8Array(await crypto.subtle.encrypt(parameters, key.key, utf8(text)));
      return [VERSION, key.id, toBase64Url(nonce), toBase64Url(sealed)].join('.');
    },
    async open(sealed, context) {
      const [version, keyId, nonceText, bodyText, ...rest] = sealed.split('.');
      const key = (await keys).find((candidate) => candidate.id === keyId);
      const nonce = fromBase64Url(nonceText ?? '');
      const body = fromBase64Url(bodyText ?? '');
      if (version !== VERSION || !key || !nonce || !body || rest.length > 0) return null;
      const parameters = { name: 'AES-GCM', iv: nonce, additionalData: utf8(context) };
      try {
        return fromUtf8(new Uint8Array(await crypto.subtle.decrypt(parameters, key.key, body)));
      } catch {
        return null;
      }
    },
  };
}

async function deriveKey(secret: string): Promise<{ id: string; key: CryptoKey }> {
  const material = await sha256(`hs-x encryption ${secret}`);
  const key = await crypto.subtle.importKey('raw', material, 'AES-GCM', false, ['encrypt', 'decrypt']);
  return { id: await encryptionKeyId(secret), key };
}

/** The name that texts sealed under the secret carry: eight hexadecimal digits. */
export async function encryptionKeyId(secret: string): Promise<string> {
  return toHex(await sha256(`hs-x key id ${secret}`)).slice(0, 8);
}
