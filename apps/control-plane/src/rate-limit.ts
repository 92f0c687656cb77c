import { HsxError } from '@hs-x/sdk';

/** How often each app may call. */
export interface RateLimit {
  /** Calls a second that go on for ever. */
  readonly perSecond: number;
  /** Calls that may come at once after a pause. */
  readonly burst: number;
}

/** Makes a limiter for one process: `take` throws RATE_LIMITED, with the seconds to wait, once an app has used up its share. */
export function createRateLimiter({ perSecond, burst }: RateLimit): {
  take(app: string, now: number): void;
} {
  const buckets = new Map<string, { readonly tokens: number; readonly at: number }>();
  return {
    take(app, now) {
      const { tokens, at } = buckets.get(app) ?? { tokens: burst, at: now };
      const filled = Math.min(burst, tokens + (Math.max(0, now - at) / 1_000) * perSecond);
      if (filled < 1) throw limited(Math.ceil((1 - filled) / perSecond));
      buckets.set(app, { tokens: filled - 1, at: now });
    },
  };
}

function limited(retryAfterSeconds: number): HsxError {
  return new HsxError({
    code: 'RATE_LIMITED',
    message: 'The app calls the control plane more often than it may; nothing was done.',
    hint: `Call again in ${retryAfterSeconds} s.`,
    details: { retryAfterSeconds },
  });
}
