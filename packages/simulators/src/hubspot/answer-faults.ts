import type { MiddlewareHandler } from 'hono';

import { silence } from '../kernel/silence.js';
import { apiError } from './api-error.js';
import type { Fault } from './fault.js';
import type { HubspotEngine } from './hubspot-state.js';

/** Answers calls that a fault covers (each answer uses one of its `remaining`), then those the fault plan picks. */
export function answerFaults(engine: HubspotEngine): MiddlewareHandler {
  return async (c, next) => {
    const planned = takeFault(engine, c.req.path);
    if (planned !== undefined) return faultResponse(engine, planned);
    const fate = engine.faults.ofRequest({ method: c.req.method, path: c.req.path });
    switch (fate) {
      case undefined:
        return next();
      case 'rate_limited':
        return faultResponse(engine, { httpStatus: 429 });
      case 'error_before':
        return faultResponse(engine, { httpStatus: 500 });
      case 'timeout_before':
        return silence();
      case 'error_after':
      case 'timeout_after':
        await next();
        // Hono merges an answer into the one before it unless that is taken away first.
        c.res = undefined;
        c.res = fate === 'error_after' ? faultResponse(engine, { httpStatus: 500 }) : silence();
        return undefined;
    }
  };
}

function takeFault({ state: { faults } }: HubspotEngine, path: string): Fault | undefined {
  const index = faults.findIndex((fault) => path.startsWith(fault.pathPrefix));
  const fault = faults[index];
  if (fault === undefined) return undefined;
  if (fault.remaining <= 1) faults.splice(index, 1);
  else faults[index] = { ...fault, remaining: fault.remaining - 1 };
  return fault;
}

function faultResponse(engine: HubspotEngine, fault: Pick<Fault, 'httpStatus' | 'retryAfterS'>): Response {
  const headers = fault.retryAfterS === undefined ? {} : { 'Retry-After': String(fault.retryAfterS) };
  if (fault.httpStatus !== 429) {
    return apiError(engine, { httpStatus: fault.httpStatus, message: 'Simulated failure.', headers });
  }
  return Response.json(
    {
      status: 'error',
      message: 'You have reached your ten_secondly_rolling limit.',
      errorType: 'RATE_LIMIT',
      correlationId: engine.ids.text('correlation-id', 32, '0123456789abcdef'),
      policyName: 'TEN_SECONDLY_ROLLING',
    },
    { status: 429, headers },
  );
}
