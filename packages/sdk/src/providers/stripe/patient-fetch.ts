/**
 * Stripe's SDK repeats what failed on the way and what the server broke, but never a 429 (measured with
 * 23.1.0). This fetch waits and repeats those. Where Stripe itself asks for a retry the SDK does it, so that
 * the two never multiply.
 */
import { SECOND_MS } from '../../kernel/instant.js';
import type { Logger } from '../../kernel/logger.js';

/** How rate limiting is sat out. */
export interface Patience {
  readonly logger: Logger;
  /** Repetitions after the first answer; default 3. */
  readonly retries?: number;
  /** The first wait, in ms; doubled each time, and cut by up to half at random. Default 500. */
  readonly firstWaitMs?: number;
}

const TOO_MANY_REQUESTS = 429;

/** A `fetch` that repeats rate-limited requests a bounded number of times and then hands the 429 on. */
export function patientFetch({ logger, retries = 3, firstWaitMs = SECOND_MS / 2 }: Patience): typeof fetch {
  return async (input, init) => {
    for (let attempt = 0; ; attempt++) {
      const response = await fetch(input, init);
      if (!isOursToRepeat(response) || attempt >= retries) return response;
      const waitMs = withJitter(firstWaitMs * 2 ** attempt);
      logger.log('warn', 'Stripe limits our rate; the request is repeated.', {
        reason: response.headers.get('stripe-rate-limited-reason') ?? 'not given',
        waitMs,
        attempt: attempt + 1,
      });
      await response.body?.cancel();
      await wait(waitMs, init?.signal ?? null);
    }
  };
}

function isOursToRepeat(response: Response): boolean {
  return response.status === TOO_MANY_REQUESTS && response.headers.get('stripe-should-retry') === null;
}

/** Between half the wait and all of it, so that callers limited together do not return together. */
function withJitter(waitMs: number): number {
  return Math.round(waitMs * (0.5 + Math.random() / 2));
}

/** Ends early with the signal's reason: the client's time limit covers the waits too. */
async function wait(waitMs: number, signal: AbortSignal | null): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, waitMs);
    signal?.addEventListener('abort', onAbort, { once: true });
    if (signal?.aborted) onAbort();
  });
}
