/** What billing causes in the author's own code: resources are adjusted, billing triggers run. */
import type { AuthorHooks } from '../billing/billing-engine.js';
import type { BillingTrigger, Effect } from '../billing/decision.js';
import { HsxError } from '../kernel/hsx-error.js';
import { SECOND_MS } from '../kernel/instant.js';
import { parsePortalId, type PortalId } from '../kernel/ids.js';
import type { AppParts } from './app-parts.js';
import { makeCtx } from './make-ctx.js';
import { adjustResources } from './resources/adjust-resources.js';
import { withinTime } from './within-time.js';
import type { TriggerHandler } from './worker-definition.js';

/** Longest wait for one effect's hooks; less than the lease on it, so that no second run begins meanwhile. */
const HOOK_LIMIT_MS = 30 * SECOND_MS;

/** The hooks of an app; its parts are asked for when they are needed, since they hold the engine that holds the hooks. */
export function createAuthorHooks(parts: () => AppParts): AuthorHooks {
  return {
    adjustResources: (portalId, change) =>
      withinTime({ what: `Adjusting what portal ${portalId} has`, limitMs: HOOK_LIMIT_MS }, async () => {
        await adjustResources(parts(), portalId, change);
        if (change.direction === 'downgraded') await runDowngradeReconcile(parts(), portalId, change);
      }),
    runTrigger: (trigger, event) =>
      withinTime({ what: `A handler of ${trigger}`, limitMs: HOOK_LIMIT_MS }, () =>
        runTrigger(parts(), trigger, event),
      ),
  };
}

/** The guide's own hook: a declared action `downgradeReconcile` is called on every downgrade. */
async function runDowngradeReconcile(
  parts: AppParts,
  portalId: PortalId,
  change: Extract<Effect, { kind: 'adjustResources' }>,
): Promise<void> {
  const handler = parts.definition.actions.get('downgradeReconcile');
  if (!handler) return;
  const { fromPlan, toPlan } = change;
  const ctx = await makeCtx(parts, parts.engine.logger.with({ action: 'downgradeReconcile' }), portalId);
  await handler(ctx, { portalId, fromPlan, toPlan });
}

async function runTrigger(
  parts: AppParts,
  trigger: BillingTrigger,
  event: Readonly<Record<string, unknown>>,
): Promise<void> {
  const portalId = parsePortalId(event.portalId);
  if (!portalId) throw noPortal(trigger);
  const handlers = parts.definition.triggers[trigger] as readonly TriggerHandler<BillingTrigger>[];
  for (const handler of handlers) {
    const ctx = await makeCtx(parts, parts.engine.logger.with({ trigger }), portalId);
    await handler({ ...ctx, event } as unknown as Parameters<typeof handler>[0]);
  }
}

function noPortal(trigger: string): HsxError {
  return new HsxError({
    code: 'INTERNAL',
    message: `The event of ${trigger} names no portal; no handler was run.`,
  });
}
