import type { JobQueue } from '../../kernel/job-queue.js';
import type { EpochSeconds } from '../epoch.js';

/** The time of a test clock: where it stands, and what is still to come on it. */
export interface Timeline {
  nowAt: EpochSeconds;
  readonly queue: JobQueue;
  /** While jobs run, what they plan for their own instant joins them. */
  isRunning: boolean;
}
