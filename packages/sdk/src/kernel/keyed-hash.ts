/**
 * Hashes that only this deployment can make, for telling whether something was seen before without keeping it. The purpose goes into the
 * key, so that hashes of one purpose say nothing about those of another. After a rotation a text has one hash for each secret.
 */
import { toBase64Url } from './bytes.js';
import { hmacSha256 } from './hmac.js';

/** All hashes of a text, that of the present secret first. */
export type KeyedHash = (text: string) => Promise<readonly string[]>;

/** Makes a {@link KeyedHash} for one purpose; what was hashed under a former secret is recognised as long as that secret is listed. */
export function createKeyedHash(secrets: readonly [string, ...string[]], purpose: string): KeyedHash {
  const keys = secrets.map((secret) => hmacSha256(secret, `hs-x keyed hash ${purpose}`));
  return async (text) => Promise.all(keys.map(async (key) => toBase64Url(await hmacSha256(await key, text))));
}
