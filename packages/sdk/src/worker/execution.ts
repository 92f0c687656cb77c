/** One execution of a workflow action or agent tool, as HubSpot describes it. Only what HubSpot signed is read; the inputs are the handler's own argument. */
import { fieldsOf, isRecord } from '../kernel/fields.js';

/** The record a workflow runs for. */
export interface EnrolledObject {
  readonly objectId: string;
  /** Such as `CONTACT`. */
  readonly objectType: string;
  /** The properties the declaration asked for in `objectProperties`; empty when HubSpot sent none. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What a handler knows of the execution it answers, as `ctx.execution`. */
export interface Execution {
  /**
   * HubSpot's id of this execution, null when it named none. HubSpot repeats an execution that was answered with a 5xx for up to three days,
   * and names the same id then as far as is known: what must not happen twice is best kept under `ctx.portalId` and this id. It is also what
   * an execution is completed with that answered `BLOCK`.
   */
  readonly callbackId: string | null;
  /** Who runs it: `WORKFLOWS`, `AGENTS`, `COPILOT`, `STANDALONE` or `TEST`; null when HubSpot did not say. */
  readonly source: string | null;
  readonly workflowId: string | null;
  /** The HubSpot user on whose behalf it runs. */
  readonly userId: string | null;
  /** The enrolled record; agents send none. */
  readonly object: EnrolledObject | null;
}

/** An execution nobody at HubSpot asked for: HS-X itself calls the action. */
export const OWN_EXECUTION: Execution = {
  callbackId: null,
  source: null,
  workflowId: null,
  userId: null,
  object: null,
};

/** Reads the execution of a verified body; what has another form than documented is null. */
export function readExecution(body: Readonly<Record<string, unknown>>): Execution {
  const context = fieldsOf(body.context);
  return {
    callbackId: textOf(body.callbackId),
    source: textOf(context.source),
    workflowId: textOf(context.workflowId),
    userId: textOf(fieldsOf(body.origin).userId),
    object: readObject(body.object),
  };
}

/** Whether a person reads the answer in a conversation, and nobody repeats the call. */
export function isAskedByAgent({ source }: Execution): boolean {
  return source === 'AGENTS' || source === 'COPILOT';
}

function readObject(value: unknown): EnrolledObject | null {
  const { objectId, objectType, properties } = fieldsOf(value);
  const [id, type] = [textOf(objectId), textOf(objectType)];
  return id && type
    ? { objectId: id, objectType: type, properties: isRecord(properties) ? properties : {} }
    : null;
}

function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}
