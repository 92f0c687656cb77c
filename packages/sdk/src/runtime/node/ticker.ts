import { SECOND_MS } from '../../kernel/instant.js';
import type { Logger } from '../../kernel/logger.js';

/** Calls `tick` once a second, never twice at once. */
export interface Ticker {
  /** Ticks now, after the tick under way if there is one, and returns when it is done. */
  tickNow(): Promise<void>;
  /** Ends the ticking and returns when the last tick is done. */
  stop(): Promise<void>;
}

const INTERVAL_MS = SECOND_MS;

/** Starts ticking. A failing tick is logged; the next one tries again. */
export function startTicker(tick: () => Promise<unknown>, logger: Logger): Ticker {
  let last: Promise<void> = Promise.resolve();
  const tickNow = (): Promise<void> => {
    last = last
      .then(tick)
      .then(() => undefined)
      .catch((error: unknown) => logger.log('error', 'tick failed', { error }));
    return last;
  };
  let isIdle = true;
  const timer = setInterval(() => {
    if (!isIdle) return;
    isIdle = false;
    void tickNow().finally(() => (isIdle = true));
  }, INTERVAL_MS);
  return {
    tickNow,
    async stop() {
      clearInterval(timer);
      await last;
    },
  };
}
