/** What billing causes in the author's own code: resources are adjusted, billing triggers run. */
import type { AuthorHooks } from '../billing/billing-engine.js';
import type { BillingTrigger, Effect } from '../billing/decision.js';
import { HsxError } from '../kernel/hsx-error.js';
import { parsePortalId, type PortalId } from '../kernel/ids.js';
import type { AppParts } from './app-parts.js';
import { makeCtx } from './make-ctx.js';
import { adjustResources } from './resources/adjust-resources.js';
import type { TriggerHandler } from './worker-definition.js';

/** The hooks of an app; its parts are asked for when they are needed, since they hold the engine that holds the hooks. */
export function createAuthorHooks(parts: () => AppParts): AuthorHooks {
  return {
    async adjustResources(portalId, change) {
      await adjustResources(parts(), portalId, change);
      if (change.direction === 'downgraded') await runDowngradeReconcile(parts(), portalId, change);
    },
    runTrigger: (trigger, event) => runTrigger(parts(), trigger, event),
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
