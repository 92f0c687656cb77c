import { useHmac } from '../../packages/sdk/dist/kernel/hmac.js';
import { nativeHmac } from '../../packages/sdk/dist/runtime/node/native-hmac.js';
import { eventEngine } from './event-engine.mjs';

/** The engine that works webhooks off, with the HMAC an app has on Node. */
export function webhookEngine(stores, options) {
  useHmac(nativeHmac);
  return eventEngine(stores, options);
}
