import type { Logger } from '../kernel/logger.js';

/** Work that goes on after its request was answered. */
export interface BackgroundWork {
  /** Starts it; a failure is logged, since nobody waits for it and the ticker finds what it left. */
  readonly run: (work: () => Promise<unknown>) => void;
  /** Returns when nothing is under way. */
  drain(): Promise<void>;
}

/** Keeps track of background work, so that a shutdown can wait for it. */
export function createBackgroundWork(logger: Logger): BackgroundWork {
  const underWay = new Set<Promise<unknown>>();
  return {
    run(work) {
      const running = (async () => work())()
        .catch((error: unknown) => logger.log('error', 'background work failed', { error }))
        .finally(() => underWay.delete(running));
      underWay.add(running);
    },
    async drain() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
