/** Workflow actions and agent tools: one execution from HubSpot's signed description to the fields it is answered with. */
import { isPaymentError } from '../../billing/payment-errors.js';
import type { PortalId } from '../../kernel/ids.js';
import { SECOND_MS } from '../../kernel/instant.js';
import { refuseCardNumbers } from '../card-number.js';
import { isAskedByAgent, type Execution } from '../execution.js';
import type { ActionOptions, ToolOptions } from '../surface-options.js';
import { withinTime } from '../within-time.js';
import { UNPUBLISHED_ACTIONS, type WorkerDefinition } from '../worker-definition.js';
import type { OpenCtx } from '../open-ctx.js';
import { notDeclared } from './not-declared.js';
import { outputFieldsOf, type OutputFields } from './output-fields.js';
import { refusalFields } from './refusal-fields.js';
import { refuseOtherPortal } from './refuse-other-portal.js';

/**
 * Longest wait for a handler. HubSpot does not publish its own limit; reports say 20 s, and an answer that comes after it is as good as none
 * (read 2026-11-20).
 */
const ACTION_LIMIT_MS = 8 * SECOND_MS;

/** One execution of an action or tool. */
export interface ExecutionCall {
  readonly surface: ExecutedSurface;
  readonly portalId: PortalId;
  readonly execution: Execution;
  readonly input: unknown;
  /** Makes the link that a refusal carries. */
  upgradeUrl(): Promise<string>;
  /** Makes the portal's `ctx`; its failure is answered like one of the handler. */
  readonly openCtx: OpenCtx;
}

/** A declared action or tool. */
export interface ExecutedSurface {
  readonly kind: 'action' | 'tool';
  readonly name: string;
  readonly options: ActionOptions | ToolOptions;
}

/** The action or tool HubSpot may call by this name. Throws NOT_FOUND. */
export function publishedSurface(
  definition: WorkerDefinition,
  { kind, name }: { readonly kind: 'action' | 'tool'; readonly name: string },
): ExecutedSurface {
  const options = kind === 'tool' ? definition.tools.get(name) : publishedAction(definition, name);
  if (!options) throw notDeclared(kind, name);
  return { kind, name, options };
}

/**
 * Runs an execution. Throws FORBIDDEN for an input that names another portal, CARD_NUMBER_REFUSED, and whatever must be a 5xx for HubSpot to
 * repeat it: BILLING_UNAVAILABLE outside of agents, and the handler's own failures.
 */
export async function runExecution(call: ExecutionCall): Promise<OutputFields> {
  refuseCardNumbers(call.input);
  refuseOtherPortal(call.portalId, call.input);
  const { surface, execution } = call;
  const isAgent = surface.kind === 'tool' || isAskedByAgent(execution);
  try {
    const ctx = await call.openCtx({ execution });
    const what = `The ${surface.kind} ${surface.name}`;
    const result: unknown = await withinTime({ what, limitMs: ACTION_LIMIT_MS }, () =>
      surface.options.run(ctx, call.input),
    );
    return outputFieldsOf(result, execution);
  } catch (error) {
    const upgradeUrl = isPaymentError(error) ? await call.upgradeUrl() : '';
    const fields = refusalFields(error, { isAgent, upgradeUrl });
    if (!fields) throw error;
    return fields;
  }
}

function publishedAction(definition: WorkerDefinition, name: string): ActionOptions | undefined {
  return UNPUBLISHED_ACTIONS.has(name) ? undefined : definition.actions.get(name);
}
