/** A worker in real workerd, with a D1 database of its own in memory, listening on this machine. */
import type { WorkerBundle } from './bundle-for-workers.js';

/** Not newer than the workerd that is installed. */
const COMPATIBILITY_DATE = '2026-10-01';

export interface WorkerdOptions {
  readonly bundle: WorkerBundle;
  /** Variables and secrets. */
  readonly bindings?: Readonly<Record<string, string>>;
  /** 0: any free port. */
  readonly port?: number;
  /** Whether `HSX_QUEUE` exists. */
  readonly hasQueue?: boolean;
  /** Gets what the worker writes to the console. */
  readonly onLog?: (line: string) => void;
}

export interface Workerd {
  readonly origin: string;
  /** Calls the worker's `scheduled` and waits for all that follows. */
  runCron(): Promise<void>;
  stop(): Promise<void>;
}

/** What Miniflare's types leave out. */
interface CronTarget {
  scheduled(trigger: { readonly cron: string }): Promise<{ readonly outcome: string }>;
}

/** Starts workerd; it ends with `stop`. */
export async function startWorkerd(options: WorkerdOptions): Promise<Workerd> {
  const { bundle, bindings = {}, port = 0, hasQueue = false, onLog } = options;
  const { convertV4MiniflareOptions, Miniflare } = await import('miniflare'); // takes its time
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: '127.0.0.1',
      port,
      cf: false,
      ...(onLog && { handleStructuredLogs: ({ message }) => onLog(message) }),
      modules: [{ type: 'ESModule', path: 'worker.js', contents: bundle.text }],
      compatibilityDate: COMPATIBILITY_DATE,
      bindings,
      d1Databases: { DB: 'test' },
      ...(hasQueue && {
        queueProducers: { HSX_QUEUE: 'jobs' },
        queueConsumers: { jobs: { maxBatchSize: 1, maxBatchTimeout: 0, maxRetries: 0 } },
      }),
    }),
  );
  const { origin } = await miniflare.ready;
  return {
    origin,
    async runCron() {
      const worker = (await miniflare.getWorker()) as unknown as CronTarget;
      const { outcome } = await worker.scheduled({ cron: '* * * * *' });
      if (outcome !== 'ok') throw new Error(`scheduled ended with ${outcome}`);
    },
    stop: () => miniflare.dispose(),
  };
}
