import type { CallOutcome } from '../../hubspot/calls/call-outcome.js';
import { isAccepted } from '../../hubspot/calls/call-outcome.js';
import { isRecord } from '../../hubspot/crm/read-properties.js';

/** What the card slot of a record page shows. */
export type CardResult =
  | { readonly state: 'not_configured' }
  | { readonly state: 'not_installed' }
  | { readonly state: 'available'; readonly value: unknown }
  | { readonly state: 'payment_required'; readonly prompt: UpgradePrompt }
  | { readonly state: 'unavailable' }
  | { readonly state: 'failed'; readonly text: string };

/** What a 402 says. */
export interface UpgradePrompt {
  readonly code: string;
  readonly feature?: string;
  readonly currentPlan?: string;
  readonly status?: string;
  readonly upgradeUrl?: string;
}

/** Reads the app's answer the way a card does: 2xx is content, 402 an upgrade prompt, 503 "try again". */
export function readCardResult(outcome: CallOutcome): CardResult {
  if (isAccepted(outcome)) return { state: 'available', value: unwrap(outcome.json ?? outcome.responseBody) };
  if (outcome.httpStatus === 402) return { state: 'payment_required', prompt: readPrompt(outcome.json) };
  if (outcome.httpStatus === 503) return { state: 'unavailable' };
  return { state: 'failed', text: describeFailure(outcome) };
}

/** Takes the content out of an `{ ok: true, result }` envelope; anything else is content itself. */
function unwrap(answer: unknown): unknown {
  if (!isRecord(answer) || answer.ok !== true) return answer;
  const rest = Object.entries(answer).filter(([name]) => name !== 'ok');
  const [only] = rest;
  return rest.length === 1 && only !== undefined ? only[1] : Object.fromEntries(rest);
}

function readPrompt(answer: unknown): UpgradePrompt {
  const error = isRecord(answer) && isRecord(answer.error) ? answer.error : {};
  const text = (name: string): string | undefined => {
    const value = error[name];
    return typeof value === 'string' ? value : undefined;
  };
  const { feature, currentPlan, status } = {
    feature: text('feature'),
    currentPlan: text('currentPlan'),
    status: text('status'),
  };
  const upgradeUrl = text('upgradeUrl');
  return {
    code: text('code') ?? 'PAYMENT_REQUIRED',
    ...(feature === undefined ? {} : { feature }),
    ...(currentPlan === undefined ? {} : { currentPlan }),
    ...(status === undefined ? {} : { status }),
    ...(upgradeUrl === undefined || !/^https?:\/\//.test(upgradeUrl) ? {} : { upgradeUrl }),
  };
}

function describeFailure(outcome: CallOutcome): string {
  if (outcome.failure !== undefined) return outcome.failure;
  const error = isRecord(outcome.json) && isRecord(outcome.json.error) ? outcome.json.error : {};
  const message = typeof error.message === 'string' ? ` ${error.message}` : '';
  return `The app answered ${outcome.httpStatus ?? 'nothing'}.${message}`;
}
