/**
 * Hashes that only this deployment can make, for telling whether something was seen before without keeping it. The purpose goes into the
 * key, so that hashes of one purpose say nothing about those of another. After a rotation a text has one hash for each secret.
 */
import { toBase64Url } from './bytes.js';
import { hmacSha256 } from './hmac.js';

/** All hashes of a text, that of the present secret first. */
export type KeyedHash = (text: string) => Promise<readonly string[]>;

/** What is hashed with: made of a secret, which cannot be told from it. */
export type HashKey = Uint8Array<ArrayBuffer>;

/**
 * Makes a {@link KeyedHash} for one purpose. What was hashed under a former secret is recognised as long as that secret is listed, or its key is
 * among the former ones.
 */
export function createKeyedHash(
  secrets: readonly [string, ...string[]],
  purpose: string,
  formerKeys: () => Promise<readonly HashKey[]> = () => Promise.resolve([]),
): KeyedHash {
  const listed = secrets.map((secret) => hashKey(secret, purpose));
  return async (text) => {
    const keys = [...(await Promise.all(listed)), ...(await formerKeys())];
    const hashes = keys.map(async (key) => toBase64Url(await hmacSha256(key, text)));
    return [...new Set(await Promise.all(hashes))];
  };
}

/** The key that a secret gives for a purpose. */
export function hashKey(secret: string, purpose: string): Promise<HashKey> {
  return hmacSha256(secret, `hs-x keyed hash ${purpose}`);
}
