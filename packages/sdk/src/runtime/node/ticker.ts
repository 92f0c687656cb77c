import { SECOND_MS } from '../../kernel/instant.js';
import type { Logger } from '../../kernel/logger.js';

/** Calls one kind of work once a second, never twice at once. */
export interface Ticker {
  /** Ticks now, after the tick under way if there is one, and returns when it is done. */
  tickNow(): Promise<void>;
  /** Begins no more ticks and returns when the one under way is done. */
  stop(): Promise<void>;
}

const INTERVAL_MS = SECOND_MS;
/** Longest pause after ticks that failed, in intervals. A locked SQLite file is waited for by the whole process: not every second. */
const MAX_PAUSE = 30;

/** Starts ticking. A failing tick is logged; the next one tries again, after a pause that doubles with every failure. */
export function startTicker(work: () => Promise<unknown>, logger: Logger): Ticker {
  let last: Promise<void> = Promise.resolve();
  let isIdle = true;
  let isStopped = false;
  let failures = 0;
  let pause = 0;
  const tick = async (): Promise<void> => {
    if (isStopped) return;
    try {
      await work();
      failures = 0;
    } catch (error) {
      failures += 1;
      pause = Math.min(2 ** failures, MAX_PAUSE);
      logger.log('error', 'tick failed', { error, failures });
    }
  };
  const tickNow = (): Promise<void> => (last = last.then(tick, tick));
  const timer = setInterval(() => {
    if (!isIdle) return;
    pause -= 1;
    if (pause >= 0) return;
    isIdle = false;
    void tickNow().finally(() => (isIdle = true));
  }, INTERVAL_MS);
  return {
    tickNow,
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await last;
    },
  };
}
