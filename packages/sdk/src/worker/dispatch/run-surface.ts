/**
 * Workflow actions and agent tools. "Not paid" is a 200 with `FAIL_CONTINUE` and output codes: a 402 would show as an anonymous failure,
 * a 5xx would be retried for days, and `BLOCK` would park every enrolled record (HubSpot's documentation, read 2026-11-20).
 */
import {
  isPaymentError,
  type PaymentRequired,
  type PlanUpgradeRequired,
} from '../../billing/payment-errors.js';
import { isRecord } from '../../kernel/fields.js';
import { isHsxError } from '../../kernel/hsx-error.js';
import type { Ctx } from '../ctx.js';
import { UNPUBLISHED_ACTIONS, type WorkerDefinition } from '../worker-definition.js';
import { notDeclared } from './not-declared.js';
import type { SurfaceAnswer } from './surface-answer.js';

/** Runs a workflow action. A billing outage is thrown: HubSpot tries again. */
export async function runAction(definition: WorkerDefinition, call: SurfaceCall): Promise<SurfaceAnswer> {
  const handler = UNPUBLISHED_ACTIONS.has(call.name) ? undefined : definition.actions.get(call.name);
  if (!handler) throw notDeclared('action', call.name);
  try {
    return success(await handler(call.ctx, call.input));
  } catch (error) {
    if (isPaymentError(error)) return failContinue(error, call.upgradeUrl);
    throw error;
  }
}

/** Runs an agent tool. A billing outage is told in words: an agent has no retry queue. */
export async function runTool(definition: WorkerDefinition, call: SurfaceCall): Promise<SurfaceAnswer> {
  const handler = definition.tools.get(call.name);
  if (!handler) throw notDeclared('tool', call.name);
  try {
    return success(await handler(call.ctx, call.input));
  } catch (error) {
    if (isPaymentError(error))
      return failContinue({ code: error.code, message: spoken(error) }, call.upgradeUrl);
    if (!isHsxError(error, 'BILLING_UNAVAILABLE')) throw error;
    const message = 'This app’s billing is temporarily unavailable. Please try again in a few minutes.';
    return failContinue({ code: error.code, message }, call.upgradeUrl);
  }
}

/** An agent repeats the message to a person: a sentence, without the row's vocabulary. */
function spoken(error: PaymentRequired | PlanUpgradeRequired): string {
  return error.code === 'PLAN_UPGRADE_REQUIRED'
    ? 'Your plan does not include this. An upgrade on the app’s billing page unlocks it.'
    : 'This needs an active subscription. You can subscribe, or update the payment method, on the app’s billing page.';
}

/** One call of an action or tool. */
export interface SurfaceCall {
  readonly name: string;
  readonly input: unknown;
  readonly ctx: Ctx;
  readonly upgradeUrl: string;
}

function success(result: unknown): SurfaceAnswer {
  const fields = isRecord(result) ? result : result === undefined ? {} : { result };
  return { status: 200, body: { outputFields: { ...fields, hs_execution_state: 'SUCCESS' } } };
}

function failContinue(error: { code: string; message: string }, upgradeUrl: string): SurfaceAnswer {
  return {
    status: 200,
    body: {
      outputFields: {
        hs_execution_state: 'FAIL_CONTINUE',
        errorCode: error.code,
        errorMessage: error.message,
        upgradeUrl,
      },
    },
  };
}
