/**
 * Several executions in one request. HubSpot documents one execution a request and batches only completions (Automation Actions 2026-09, read
 * 2026-11-20); an app must not fall over should several come. They arrive as an array and are answered as one, in the same order, each under
 * its callbackId. Each is judged alone, so that one portal's mistake fails no other's step; only what must be repeated answers for all,
 * because there is no way to ask for a part again.
 */
import { isHsxError } from '../../kernel/hsx-error.js';
import { failContinue, type OutputFields } from './output-fields.js';
import { runExecution, type ExecutionCall } from './run-execution.js';

/** The answer to one execution of several. */
export interface BatchedAnswer {
  readonly callbackId: string | null;
  readonly outputFields: OutputFields;
}

/** Runs them at the same time, since the time HubSpot waits is one for all. Throws the first error that must be a 5xx, after all have ended. */
export async function runExecutionBatch(calls: readonly ExecutionCall[]): Promise<readonly BatchedAnswer[]> {
  const outcomes = await Promise.allSettled(calls.map(runAlone));
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
}

async function runAlone(call: ExecutionCall): Promise<BatchedAnswer> {
  const { callbackId } = call.execution;
  try {
    return { callbackId, outputFields: await runExecution(call) };
  } catch (error) {
    if (!isHsxError(error) || error.status >= 500) throw error;
    return { callbackId, outputFields: failContinue(error) };
  }
}
