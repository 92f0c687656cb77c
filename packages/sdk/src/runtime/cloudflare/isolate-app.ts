/**
 * One app an isolate. It is put together without I/O and kept for the bindings it was made for. What needs I/O, the schema, is brought up to date by
 * each request until one has seen it done: a promise that one request began may never settle for another one once the first is cut off.
 */
import { waitUntil as waitInWorkers } from 'cloudflare:workers';
import type { Logger } from '../../kernel/logger.js';
import { d1Executor } from '../../store/d1/d1-executor.js';
import { migrate } from '../../store/migrate.js';
import { sqlite } from '../../store/schema.js';
import { createStores, type Stores } from '../../store/stores.js';
import { composeApp, type ComposedApp } from '../compose-app.js';
import type { JobName } from '../jobs.js';
import type { CloudflareWorkerOptions } from './cloudflare-worker-options.js';
import { isQueued } from './is-queued.js';
import { databaseOf, environmentOf, type WorkerBindings } from './worker-bindings.js';

/** An app on its bindings. */
export interface IsolateApp extends ComposedApp {
  readonly stores: Stores;
  /** Returns when the schema is up to date. Throws STORE_UNAVAILABLE. */
  ready(): Promise<void>;
}

/** Answers the app of the bindings, always the same one. Throws ENVIRONMENT_INVALID. */
export function isolateAppOf(
  options: CloudflareWorkerOptions,
  logger: Logger,
): (bindings: WorkerBindings) => IsolateApp {
  const apps = new WeakMap<WorkerBindings, IsolateApp>();
  return (bindings) => {
    const known = apps.get(bindings);
    if (known) return known;
    const app = createIsolateApp(options, logger, bindings);
    apps.set(bindings, app);
    return app;
  };
}

function createIsolateApp(
  options: CloudflareWorkerOptions,
  logger: Logger,
  bindings: WorkerBindings,
): IsolateApp {
  const { mailer, bounceReader, waitUntil = waitInWorkers, ...rest } = options;
  const environment = environmentOf(bindings);
  const executor = d1Executor(databaseOf(bindings));
  const stores = createStores(executor, sqlite);
  const madeMailer = mailer?.(environment) ?? null;
  const madeReader = bounceReader?.(environment) ?? null;
  const composed = composeApp({
    ...rest,
    ...(madeMailer && { mailer: madeMailer }),
    ...(madeReader && { bounceReader: madeReader }),
    environment,
    stores,
    logger,
    sharesWork: false,
    background: (work, job) => waitUntil(goOn({ bindings, logger }, work, job)),
  });
  let isReady = false;
  return {
    ...composed,
    stores,
    async ready() {
      if (!isReady) await migrate(executor);
      isReady = true;
    },
  };
}

/** Work a job does as well goes to the queue, where there is one; what fails is logged, since nobody waits for it, and the next tick finds what it left. */
async function goOn(
  { bindings, logger }: { readonly bindings: WorkerBindings; readonly logger: Logger },
  work: () => Promise<unknown>,
  job: JobName | undefined,
): Promise<void> {
  try {
    const isDoneElsewhere = job !== undefined && (await isQueued(bindings.HSX_QUEUE, [job], logger));
    if (!isDoneElsewhere) await work();
  } catch (error) {
    logger.log('error', 'background work failed', { error });
  }
}
