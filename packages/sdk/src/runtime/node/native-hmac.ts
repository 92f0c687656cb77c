import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { Hmac } from '../../kernel/hmac.js';

/** Secrets made keys before: an app has a handful and uses them on every request. */
const keys = new Map<string, KeyObject>();
const MAX_KEYS = 64;

/** Node's own HMAC, in the same thread. */
export const nativeHmac: Hmac = (key, ...parts) => {
  const hmac = createHmac('sha256', typeof key === 'string' ? keyOf(key) : key);
  for (const part of parts) hmac.update(part);
  return Promise.resolve(new Uint8Array(hmac.digest()));
};

function keyOf(secret: string): KeyObject {
  const known = keys.get(secret) ?? createSecretKey(secret, 'utf8');
  if (keys.size >= MAX_KEYS) keys.clear();
  keys.set(secret, known);
  return known;
}
