/**
 * HubSpot repeats an execution that got no answer, a 5xx or a 429, with the same body, for up to three days. Source: custom workflow action
 * documentation, read 2026-11-20; the steps are those of workflow webhooks, from one minute to eight hours (HubSpot's knowledge base, read
 * 2026-11-21).
 */
import type { HubspotEngine } from '../hubspot-state.js';
import type { CallOutcome } from './call-outcome.js';
import { sendSigned, type SignedRequest } from './send-signed.js';

const MINUTE_MS = 60_000;
const RETRY_DELAYS_MS: readonly number[] = [1, 5, 30, 120, 240, 480, 480, 480, 480, 480, 480, 480, 480].map(
  (minutes) => minutes * MINUTE_MS,
);

/** Sends the request again later, when the outcome asks for it. */
export function repeatExecution(
  engine: HubspotEngine,
  request: SignedRequest,
  outcome: CallOutcome,
  repetitions = 0,
): void {
  const delayMs = RETRY_DELAYS_MS[repetitions];
  if (delayMs === undefined || !isWorthRepeating(outcome)) return;
  engine.clock.schedule({
    dueAt: engine.clock.now() + delayMs,
    name: `hubspot.execution repetition ${repetitions + 1}`,
    run: async () => repeatExecution(engine, request, await sendSigned(request), repetitions + 1),
  });
}

function isWorthRepeating({ httpStatus }: CallOutcome): boolean {
  return httpStatus === undefined || httpStatus >= 500 || httpStatus === 429;
}
