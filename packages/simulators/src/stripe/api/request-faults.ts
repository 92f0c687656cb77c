/**
 * Requests that fail on purpose: rate limits, lock contention, and the worst of all, a 500 after the work was done.
 */
import { StripeFailure } from './failure.js';

/** A planned failure of coming requests. */
export interface RequestFault {
  /** How many requests it still hits. */
  remaining: number;
  /** `after`: the work is done and kept, only the answer is lost. */
  readonly phase: 'after' | 'before';
  readonly kind: 'lock_timeout' | 'rate_limited' | 'server_error';
  /** Default: every method. */
  readonly method?: string;
  /** Default: every path. */
  readonly pathPrefix?: string;
  /** What Stripe's header `stripe-should-retry` tells its libraries; default: it is not sent, and they decide. */
  readonly shouldRetry?: boolean;
}

/** The request a fault may hit. */
export interface FaultTarget {
  readonly method: string;
  readonly path: string;
  readonly phase: RequestFault['phase'];
}

/** Uses up one matching fault and gives the refusal it stands for. */
export function takeFault(faults: readonly RequestFault[], target: FaultTarget): StripeFailure | undefined {
  const fault = faults.find(
    (candidate) =>
      candidate.remaining > 0 &&
      candidate.phase === target.phase &&
      (candidate.method === undefined || candidate.method === target.method) &&
      (candidate.pathPrefix === undefined || target.path.startsWith(candidate.pathPrefix)),
  );
  if (fault === undefined) return undefined;
  fault.remaining -= 1;
  const failure = failureOf(fault.kind);
  if (fault.shouldRetry === undefined) return failure;
  const headers = { ...failure.headers, 'stripe-should-retry': String(fault.shouldRetry) };
  return new StripeFailure(failure.status, failure.body, headers);
}

/** The refusal a kind of fault stands for. */
export function failureOf(kind: RequestFault['kind']): StripeFailure {
  switch (kind) {
    case 'rate_limited':
      return new StripeFailure(
        429,
        {
          type: 'invalid_request_error',
          message:
            'Request rate limit exceeded. Learn more about rate limits here https://docs.stripe.com/rate-limits.',
          code: 'rate_limit',
        },
        { 'stripe-rate-limited-reason': 'global-rate' },
      );
    case 'lock_timeout':
      return new StripeFailure(429, {
        type: 'invalid_request_error',
        message:
          'This object cannot be accessed right now because another API request or Stripe process is currently accessing it.',
        code: 'lock_timeout',
      });
    case 'server_error':
      return new StripeFailure(500, {
        type: 'api_error',
        message: 'An unknown error occurred. Please try again.',
      });
  }
}
