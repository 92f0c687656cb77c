/** Mail over an HTTP API, on Node and Workers, and the bounces it reports. */
export { httpTransport, type HttpTransportOptions } from './http-transport.js';
export { bounceReader, type BounceReader } from './bounce-reader.js';
export { readBounce, type BounceOptions } from './read-bounce.js';
export type { Bounce } from './bounce.js';
export { verifyWebhook, type WebhookRequest, type WebhookTrust } from './verify-webhook.js';
