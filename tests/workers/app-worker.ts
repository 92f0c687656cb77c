/**
 * The example as it runs in workerd in tests, one world after the other in one workerd. What is not the real world here, the simulated vendors,
 * their clock and a letterbox, comes to this entry in code, and never through what a deployment's environment holds.
 */
import { waitUntil } from 'cloudflare:workers';
import type { AppConfig } from '@hs-x/sdk';
import type { Mail } from '@hs-x/sdk/billing';
import {
  createCloudflareWorker,
  type CloudflareWorker,
  type QueueBatch,
  type QueueProducer,
  type VendorOverrides,
  type WorkerBindings,
} from '@hs-x/sdk/cloudflare';
import type { D1Database } from '@hs-x/sdk/d1';
import definition from '../../examples/billing-guide/worker.js';
import { runBatch } from './d1-bridge.js';
import { emptyTables } from './empty-tables.js';

/** What a world tells its app. */
export interface WorldSettings {
  readonly config: AppConfig;
  readonly vendors: VendorOverrides;
  /** The variables and secrets of this deployment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where the clock stands first. */
  readonly startAt: number;
  /** Where mails are posted. */
  readonly letterbox: string;
  readonly usesQueue: boolean;
  /** Whether the database is a new one. */
  readonly isFirst: boolean;
}

interface Bindings {
  readonly DB: D1Database;
  readonly HSX_QUEUE: QueueProducer;
}

/** What runs now; another world, or the same one started again, has an isolate of its own. */
let running: { readonly worker: CloudflareWorker; readonly bindings: WorkerBindings } | null = null;
let now = 0;
let underWay = 0;

export default {
  async fetch(request: Request, bindings: Bindings): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/_test/')) return steer(pathname, request, bindings);
    return running?.worker.fetch(request, running.bindings) ?? new Response('stopped', { status: 503 });
  },
  async scheduled(controller: unknown): Promise<void> {
    await running?.worker.scheduled(controller, running.bindings);
  },
  async queue(batch: QueueBatch): Promise<void> {
    await running?.worker.queue(batch, running.bindings);
  },
};

async function steer(pathname: string, request: Request, bindings: Bindings): Promise<Response> {
  if (pathname === '/_test/batch') return runBatch(request, bindings.DB);
  const body = await request.text();
  if (pathname === '/_test/start') await start(JSON.parse(body) as WorldSettings, bindings);
  else if (pathname === '/_test/clock') now = Number(body);
  else await idle();
  if (pathname === '/_test/stop') running = null;
  return new Response(null, { status: 204 });
}

async function start(settings: WorldSettings, bindings: Bindings): Promise<void> {
  now = settings.startAt;
  if (settings.isFirst) await emptyTables(bindings.DB);
  const worker = createCloudflareWorker({
    definition,
    config: settings.config,
    clock: { now: () => now },
    vendors: settings.vendors,
    mailer: () => ({ deduplicates: true, send: (mail) => post(settings.letterbox, mail) }),
    waitUntil(work) {
      underWay += 1;
      waitUntil(work.finally(() => (underWay -= 1)));
    },
  });
  const { DB, HSX_QUEUE } = bindings;
  const queue = settings.usesQueue ? { HSX_QUEUE } : {};
  running = { worker, bindings: { DB, ...queue, ...settings.environment } };
}

async function post(letterbox: string, mail: Mail): Promise<void> {
  await fetch(letterbox, { method: 'POST', body: JSON.stringify(mail) });
}

/** No promise of another request may be waited for here, only what it leaves in memory. */
async function idle(): Promise<void> {
  while (underWay > 0) await new Promise((resolve) => setTimeout(resolve, 2));
}
