import { SECOND_MS } from '../../kernel/instant.js';
import type { Logger } from '../../kernel/logger.js';
import { JOB_NAMES, type JobName } from '../jobs.js';
import type { IsolateApp } from './isolate-app.js';

/** Portals whose syncs are run at the same time. */
const SYNC_LANES = 4;

/** Every job, the syncs once a lane. */
export const JOBS_IN_LANES: readonly JobName[] = JOB_NAMES.flatMap((job) =>
  Array.from({ length: job === 'runSyncs' ? SYNC_LANES : 1 }, () => job),
);

/**
 * Runs what is due in this invocation. Billing first: syncs and the day's cron see what it made of the present instant; the others together, so
 * that an author's code that hangs holds nothing else up. A job that fails is logged, and tried again when the next minute's turn comes.
 */
export async function runJobs(app: IsolateApp, logger: Logger): Promise<void> {
  await runJob(app, logger, 'tick');
  const others = JOBS_IN_LANES.filter((job) => job !== 'tick');
  await Promise.all(others.map((job) => runJob(app, logger, job)));
}

/** Runs one job; what it leaves under claim when it dies is due again when its lease lapses. */
export function runJob({ app }: IsolateApp, logger: Logger, job: JobName): Promise<void> {
  return attempt(logger, job, () => app[job]());
}

/** Does work nobody waits for. */
export async function attempt(logger: Logger, job: string, work: () => Promise<unknown>): Promise<void> {
  const beganAtMs = performance.now();
  try {
    await work();
  } catch (error) {
    logger.log('error', 'job failed', { job, error });
  }
  const tookMs = Math.round(performance.now() - beganAtMs);
  if (tookMs >= SECOND_MS) logger.log('info', 'job took long', { job, tookMs });
}
