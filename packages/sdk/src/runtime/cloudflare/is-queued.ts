import type { Logger } from '../../kernel/logger.js';
import type { JobName } from '../jobs.js';
import type { QueueProducer } from './worker-bindings.js';

/** Gives each job an invocation of its own; false: there is no queue, or it takes nothing now, and the jobs are to be run here. */
export async function isQueued(
  queue: QueueProducer | undefined,
  jobs: readonly JobName[],
  logger: Logger,
): Promise<boolean> {
  if (!queue) return false;
  try {
    await queue.sendBatch(jobs.map((job) => ({ body: { job } })));
    return true;
  } catch (error) {
    logger.log('warn', 'the queue takes no jobs; they are run at once', { error });
    return false;
  }
}
