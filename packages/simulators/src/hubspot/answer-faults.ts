import type { MiddlewareHandler } from 'hono';

import { apiError } from './api-error.js';
import type { Fault } from './fault.js';
import type { HubspotEngine } from './hubspot-state.js';

/** Answers calls that a fault covers; each answer uses one of its `remaining`. */
export function answerFaults(engine: HubspotEngine): MiddlewareHandler {
  return async (c, next) => {
    const { faults } = engine.state;
    const index = faults.findIndex((fault) => c.req.path.startsWith(fault.pathPrefix));
    const fault = faults[index];
    if (fault === undefined) return next();
    if (fault.remaining <= 1) faults.splice(index, 1);
    else faults[index] = { ...fault, remaining: fault.remaining - 1 };
    return faultResponse(engine, fault);
  };
}

function faultResponse(engine: HubspotEngine, fault: Fault): Response {
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
