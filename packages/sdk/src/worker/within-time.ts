import { HsxError } from '../kernel/hsx-error.js';
import { SECOND_MS } from '../kernel/instant.js';

/** What may take how long. */
export interface TimeLimit {
  /** What is waited for, as the error says it, such as `the sync contacts`. */
  readonly what: string;
  readonly limitMs: number;
}

/**
 * The work's outcome, or INTERNAL when it has none within the limit. The work itself cannot be stopped: what it does later is its own
 * affair, but nobody waits for it any more. The time is the machine's, also where the app's clock is virtual.
 */
export async function withinTime<T>({ what, limitMs }: TimeLimit, work: () => Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(neverEnded(what, limitMs)), limitMs);
  });
  try {
    return await Promise.race([work(), tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

function neverEnded(what: string, limitMs: number): HsxError {
  return new HsxError({
    code: 'INTERNAL',
    message: `${what} did not end within ${limitMs / SECOND_MS} seconds; it is no longer waited for.`,
    hint: 'Look for a promise that never settles, or do the work in smaller pieces.',
  });
}
