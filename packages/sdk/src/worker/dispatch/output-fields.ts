/**
 * How a workflow step ends. HubSpot reads `hs_execution_state`: SUCCESS and FAIL_CONTINUE let the workflow go on, BLOCK and ASYNC park the
 * record until the app completes the execution (HubSpot's documentation, read 2026-11-20). An author's own state is passed on, never
 * overwritten; parking is the author's decision alone, since a portal that has not paid would have every enrolled record parked for a week.
 */
import { isRecord } from '../../kernel/fields.js';
import { HsxError } from '../../kernel/hsx-error.js';
import { isAskedByAgent, type Execution } from '../execution.js';

/** The fields a step hands to the steps after it. */
export type OutputFields = Readonly<Record<string, unknown>>;

const FINAL_STATES: readonly unknown[] = ['SUCCESS', 'FAIL_CONTINUE'];
const PARKING_STATES: readonly unknown[] = ['BLOCK', 'ASYNC'];

/** What a handler's answer becomes. Throws REQUEST_INVALID for a state that cannot be passed on. */
export function outputFieldsOf(result: unknown, execution: Execution): OutputFields {
  const fields = isRecord(result) ? result : result === undefined ? {} : { result };
  const { hs_execution_state: state = 'SUCCESS' } = fields;
  if (!FINAL_STATES.includes(state)) checkParking(state, execution);
  return { ...fields, hs_execution_state: state };
}

/** A step that failed and lets the workflow go on, with codes a branch can ask for. */
export function failContinue(
  failure: { readonly code: string; readonly message: string },
  more: OutputFields = {},
): OutputFields {
  return {
    hs_execution_state: 'FAIL_CONTINUE',
    errorCode: failure.code,
    errorMessage: failure.message,
    ...more,
  };
}

function checkParking(state: unknown, execution: Execution): void {
  if (!PARKING_STATES.includes(state)) throw stateRefused('it is none of HubSpot’s');
  if (isAskedByAgent(execution)) throw stateRefused('an agent does not wait for a completion');
  if (execution.callbackId === null) throw stateRefused('HubSpot named no callbackId to complete it with');
}

/** Below 500: the work is done, and repeating it for three days would mend nothing. */
function stateRefused(reason: string): HsxError {
  return new HsxError({
    code: 'REQUEST_INVALID',
    message: `The handler answered an hs_execution_state that cannot be passed on: ${reason}. Allowed are SUCCESS, FAIL_CONTINUE and, in workflows, BLOCK and ASYNC.`,
    hint: 'Correct the handler’s answer, or leave hs_execution_state out.',
  });
}
