/**
 * The app as a Worker: requests, the minute's Cron Trigger, and the queue, if there is one. Loaded first, it gives the bindings' texts to
 * `env('NAME')`, so that a worker file can read them while it is loaded, as it can on Node.
 */
import { env } from 'cloudflare:workers';
import type { ErrorEnvelope } from '../../contract/error-envelope.js';
import { fieldsOf } from '../../kernel/fields.js';
import { isHsxError } from '../../kernel/hsx-error.js';
import { createLogger, jsonLines, type Logger } from '../../kernel/logger.js';
import { useEnvironment } from '../../worker/env.js';
import { SECURITY_HEADERS } from '../../worker/router/security-headers.js';
import { isJobName } from '../jobs.js';
import { surroundingsCheck } from './check-surroundings.js';
import type { CloudflareWorkerOptions } from './cloudflare-worker-options.js';
import { isolateAppOf, type IsolateApp } from './isolate-app.js';
import { isQueued } from './is-queued.js';
import { attempt, JOBS_IN_LANES, runJob, runJobs } from './run-jobs.js';
import { environmentOf, type WorkerBindings } from './worker-bindings.js';

useEnvironment(environmentOf(env));

/** A batch of the app's own queue. */
export interface QueueBatch {
  readonly messages: readonly { readonly body: unknown }[];
}

/** The default export of a Worker's entry. */
export interface CloudflareWorker {
  fetch(request: Request, bindings: WorkerBindings): Promise<Response>;
  /** For the Cron Trigger `* * * * *`: what is due waits a minute at most. */
  scheduled(controller: unknown, bindings: WorkerBindings): Promise<void>;
  /** For the queue bound as `HSX_QUEUE`; every message is acknowledged, since a job that failed has its next turn within a minute anyway. */
  queue(batch: QueueBatch, bindings: WorkerBindings): Promise<void>;
}

/** Makes a Worker of an app: the default export of the entry file, which imports this module before the worker file. */
export function createCloudflareWorker(options: CloudflareWorkerOptions): CloudflareWorker {
  const { logger = createLogger(jsonLines((line) => console.log(line))) } = options;
  const appOf = isolateAppOf(options, logger);
  const checkSurroundings = surroundingsCheck(options);
  const open = async (bindings: WorkerBindings): Promise<IsolateApp> => {
    const app = appOf(bindings);
    await app.ready();
    return app;
  };
  return {
    async fetch(request, bindings) {
      const opened = await open(bindings).catch((error: unknown) => notStarted(logger, error));
      return opened instanceof Response ? opened : opened.app.fetch(request);
    },
    async scheduled(_controller, bindings) {
      const app = await open(bindings);
      if (!(await isQueued(bindings.HSX_QUEUE, JOBS_IN_LANES, logger))) await runJobs(app, logger);
      await attempt(logger, 'checkSurroundings', () => checkSurroundings(app));
    },
    async queue({ messages }, bindings) {
      const app = await open(bindings);
      for (const { body } of messages) {
        const { job } = fieldsOf(body);
        if (isJobName(job)) await runJob(app, logger, job);
        else logger.log('warn', 'the queue holds a message of nobody’s', { job: typeof job });
      }
    },
  };
}

/** Which binding is missing is for the log: whoever asks from outside has no use for it. */
function notStarted(logger: Logger, error: unknown): Response {
  logger.log('error', 'the app cannot start', { error });
  const isPassing = isHsxError(error, 'STORE_UNAVAILABLE');
  const envelope: ErrorEnvelope = {
    ok: false,
    error: {
      code: isPassing ? 'STORE_UNAVAILABLE' : 'INTERNAL',
      message: isPassing ? 'The app’s database cannot be used now.' : 'The app is not set up.',
    },
  };
  return Response.json(envelope, {
    status: isPassing ? 503 : 500,
    headers: { ...SECURITY_HEADERS, ...(isPassing ? { 'retry-after': '5' } : {}) },
  });
}
