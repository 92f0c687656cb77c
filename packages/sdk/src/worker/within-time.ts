import { HsxError } from '../kernel/hsx-error.js';
import { SECOND_MS } from '../kernel/instant.js';

/** What may take how long. */
export interface TimeLimit {
  /** What is waited for, as the error says it, such as `the sync contacts`. */
  readonly what: string;
  readonly limitMs: number;
}

/**
 * Turns of the queue of promises that work has before a timer is set for it. What waits for nothing outside is done by then; a timer would cost
 * more than the rest of it, and none can fire before the queue is empty.
 */
const TURNS = 16;

/**
 * The work's outcome, or INTERNAL when it has none within the limit. The work itself cannot be stopped: what it does later is its own
 * affair, but nobody waits for it any more. The time is the machine's, also where the app's clock is virtual.
 */
export function withinTime<T>({ what, limitMs }: TimeLimit, work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    let isSettled = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settling =
      <Outcome>(settle: (outcome: Outcome) => void) =>
      (outcome: Outcome): void => {
        isSettled = true;
        clearTimeout(timer);
        settle(outcome);
      };
    const run = async (): Promise<T> => await work();
    const watch = async (): Promise<void> => {
      for (let turn = 0; turn < TURNS && !isSettled; turn++) await Promise.resolve();
      if (!isSettled) timer = setTimeout(() => reject(neverEnded(what, limitMs)), limitMs);
    };
    run().then(settling(resolve), settling(reject));
    void watch();
  });
}

function neverEnded(what: string, limitMs: number): HsxError {
  return new HsxError({
    code: 'INTERNAL',
    message: `${what} did not end within ${limitMs / SECOND_MS} seconds; it is no longer waited for.`,
    hint: 'Look for a promise that never settles, or do the work in smaller pieces.',
  });
}
