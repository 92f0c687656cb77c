/**
 * `@hs-x/sdk/cloudflare`: an app as a Cloudflare Worker with D1. No module of Node's is in it, and no compatibility flag is needed. Everything lies in
 * D1, `ctx.kv` too: Workers KV is eventually consistent (Cloudflare's documentation, "How KV works", read 2026-11-21), and a gate that read what was
 * true before would be wrong. What an author wants in Workers KV all the same is a binding of their own. Meant for the paid plan: the free one ends
 * an invocation after 50 calls to anything outside (its "Limits", read 2026-11-21), and a minute without work makes about 20 of the database.
 */
export {
  createCloudflareWorker,
  type CloudflareWorker,
  type QueueBatch,
} from './create-cloudflare-worker.js';
export type { CloudflareWorkerOptions } from './cloudflare-worker-options.js';
export type { QueueProducer, WorkerBindings } from './worker-bindings.js';
export type { VendorOverrides } from '../compose-app.js';
