import { toHex } from './bytes.js';
import { hmacSha256 } from './hmac.js';

/** What a shorter value shows of itself: nothing, since eight digits of a hash would tell it from a list of guesses. */
const SHORTEST = 16;

/**
 * Eight hexadecimal digits that tell one secret from another and nothing more: of an HMAC whose key is the secret itself, so that the app and
 * an operator's machine come to the same text without sharing anything else. Null for a value too short to be shown even so.
 */
export async function secretFingerprint(secret: string): Promise<string | null> {
  if (secret.length < SHORTEST) return null;
  return toHex(await hmacSha256(secret, 'hs-x secret fingerprint')).slice(0, 8);
}
