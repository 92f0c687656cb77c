/**
 * How an error of a handler is said to a workflow or an agent. "Not paid" is a 200 with `FAIL_CONTINUE` and output codes: a 402 would show as
 * an anonymous failure and a 5xx would be repeated for days (HubSpot's documentation, read 2026-11-20).
 */
import { isPaymentError, type PaymentError } from '../../billing/payment-errors.js';
import { isHsxError } from '../../kernel/hsx-error.js';
import { failContinue, type OutputFields } from './output-fields.js';

/** Who reads the refusal: a branch of a workflow and its history, or a model that repeats it to a person. */
export interface Listener {
  readonly isAgent: boolean;
  readonly upgradeUrl: string;
}

/** The fields the error ends the step with; null when it must be a 5xx, so that HubSpot repeats the execution. */
export function refusalFields(error: unknown, { isAgent, upgradeUrl }: Listener): OutputFields | null {
  if (isPaymentError(error)) {
    const { code } = error;
    const message = isAgent ? spoken(error) : error.message;
    return failContinue({ code, message }, { upgradeUrl, ...limitFields(error) });
  }
  if (!isHsxError(error)) return null;
  if (isAgent && OUTAGES.includes(error.code)) return failContinue({ code: error.code, message: OUTAGE });
  return error.status < 500 ? failContinue(error) : null;
}

/** An agent has no retry queue: what will pass is told in words. */
const OUTAGES: readonly string[] = ['BILLING_UNAVAILABLE', 'STORE_UNAVAILABLE'];
const OUTAGE = 'This app’s billing is temporarily unavailable. Please try again in a few minutes.';

/** A sentence without the row's vocabulary. */
function spoken({ code }: PaymentError): string {
  if (code === 'PLAN_UPGRADE_REQUIRED')
    return 'Your plan does not include this. An upgrade on the app’s billing page unlocks it.';
  if (code === 'LIMIT_EXCEEDED')
    return 'What your plan allows of this is used up. An upgrade on the app’s billing page raises it.';
  return 'This needs an active subscription. You can subscribe, or update the payment method, on the app’s billing page.';
}

/** How much is used of what, for a branch or a message of the workflow. */
function limitFields({ code, details }: PaymentError): OutputFields {
  if (code !== 'LIMIT_EXCEEDED') return {};
  const { limit, used, allowed, resetsAt } = details;
  return { limit, used, allowed, resetsAt };
}
