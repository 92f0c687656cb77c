/** What billing causes in the author's own code: resources are adjusted, billing triggers run. */
import { accountKey, type AuthorHooks } from '../billing/billing-engine.js';
import type { BillingTrigger, Effect } from '../billing/decision.js';
import { isPaymentError } from '../billing/payment-errors.js';
import { HsxError, isHsxError } from '../kernel/hsx-error.js';
import { SECOND_MS } from '../kernel/instant.js';
import { parsePortalId, type PortalId } from '../kernel/ids.js';
import type { AppParts } from './app-parts.js';
import { OWN_EXECUTION } from './execution.js';
import { makeCtx } from './make-ctx.js';
import { adjustResources } from './resources/adjust-resources.js';
import { markUpgrade } from './upgrade-mark.js';
import { withinTime } from './within-time.js';
import type { TriggerHandler } from './worker-definition.js';

/** Which handlers have run of the events that wait for billing. */
type PutOffEvents = Map<string, Set<number>>;

/** Longest wait for one effect's hooks; less than the lease on it, so that no second run begins meanwhile. */
const HOOK_LIMIT_MS = 30 * SECOND_MS;

/** The hooks of an app; its parts are asked for when they are needed, since they hold the engine that holds the hooks. */
export function createAuthorHooks(parts: () => AppParts): AuthorHooks {
  const putOff: PutOffEvents = new Map();
  return {
    adjustResources: (portalId, change) =>
      withinTime({ what: `Adjusting what portal ${portalId} has`, limitMs: HOOK_LIMIT_MS }, async () => {
        if (change.direction === 'upgraded') await markUpgrade(parts(), portalId);
        const outcome = await adjustResources(parts(), portalId, change);
        if (change.direction === 'upgraded') await wakeSyncs(parts(), portalId);
        if (outcome === 'overtaken' || change.direction === 'upgraded') return;
        await runDowngradeReconcile(parts(), portalId, change);
      }),
    runTrigger: (trigger, event) =>
      withinTime({ what: `A handler of ${trigger}`, limitMs: HOOK_LIMIT_MS }, () =>
        runTrigger(parts(), { trigger, event, putOff }),
      ),
  };
}

/** What a better plan may have ended is looked at now and not when its turn comes. */
async function wakeSyncs({ engine, syncRuns }: AppParts, portalId: PortalId): Promise<void> {
  await syncRuns.wake(accountKey(engine, portalId), engine.clock.now());
}

/** The guide's own hook: a declared action `downgradeReconcile` is called on every downgrade. */
async function runDowngradeReconcile(
  parts: AppParts,
  portalId: PortalId,
  change: Extract<Effect, { kind: 'adjustResources' }>,
): Promise<void> {
  const action = parts.definition.actions.get('downgradeReconcile');
  if (!action) return;
  const { fromPlan, toPlan } = change;
  const ctx = await makeCtx(parts, parts.engine.logger.with({ action: 'downgradeReconcile' }), portalId);
  await action.run({ ...ctx, execution: OWN_EXECUTION }, { portalId, fromPlan, toPlan });
}

/**
 * Runs the handlers of one event. One that billing refuses keeps no other from its turn; it alone is run again, as long as this process
 * lives, when the outbox comes back to the event.
 */
async function runTrigger(
  parts: AppParts,
  raised: { trigger: BillingTrigger; event: Readonly<Record<string, unknown>>; putOff: PutOffEvents },
): Promise<void> {
  const { trigger, event, putOff } = raised;
  const portalId = parsePortalId(event.portalId);
  if (!portalId) throw noPortal(trigger);
  const handlers = parts.definition.triggers[trigger] as readonly TriggerHandler<BillingTrigger>[];
  const eventKey = `${trigger} ${JSON.stringify(event)}`;
  const done = putOff.get(eventKey) ?? new Set<number>();
  let refusal: HsxError | null = null;
  for (const [index, handler] of handlers.entries()) {
    if (done.has(index)) continue;
    const ctx = await makeCtx(parts, parts.engine.logger.with({ trigger }), portalId);
    try {
      await handler({ ...ctx, event } as unknown as Parameters<typeof handler>[0]);
      done.add(index);
    } catch (error) {
      if (!isPaymentError(error) && !isHsxError(error, 'BILLING_UNAVAILABLE')) throw error;
      refusal = error;
    }
  }
  putOff.delete(eventKey);
  if (!refusal) return;
  putOff.set(eventKey, done);
  throw refusal;
}

function noPortal(trigger: string): HsxError {
  return new HsxError({
    code: 'INTERNAL',
    message: `The event of ${trigger} names no portal; no handler was run.`,
  });
}
