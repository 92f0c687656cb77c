/**
 * Carries a change of plan out: pauses and resumes exactly what the plan of it says, then writes one mail with the counts. A crash in
 * between is harmless: what is done already is not in the second plan, but is remembered, and the mail counts what this change has done
 * and what is still so.
 */
import { hasAccess } from '../../billing/access.js';
import { accountKey } from '../../billing/billing-engine.js';
import type { Effect } from '../../billing/decision.js';
import type { PortalId } from '../../kernel/ids.js';
import type { AppParts } from '../app-parts.js';
import { billingLink } from '../billing-link.js';
import type { Ctx } from '../ctx.js';
import { makeCtx } from '../make-ctx.js';
import type { ResourceInstance, ResourceOptions } from '../worker-definition.js';
import { DOWNGRADE, planResources, type LimitedResource, type ResourceStep } from './resource-plan.js';
import { syncResource } from './sync-resource.js';

type PlanChange = Extract<Effect, { kind: 'adjustResources' }>;

type ListedResource = Omit<LimitedResource, 'allowed'>;

/** Counts by limit. */
type Counts = Readonly<Record<string, number>>;

/** What a change of plan would pause and resume for the portal now: the dry run of {@link adjustResources}. */
export async function previewResources(parts: AppParts, ctx: Ctx): Promise<readonly ResourceStep[]> {
  return planResources(await limitedResources(parts, ctx));
}

/** Adjusts the portal's resources to the plan in force and tells its admin, once per change. */
export async function adjustResources(
  parts: AppParts,
  portalId: PortalId,
  change: PlanChange,
): Promise<void> {
  const ctx = await makeCtx(parts, parts.engine.logger.with({ planChange: change.key }), portalId);
  const { engine, kv } = parts;
  const key = `hs-x:${change.key}`;
  const steps = await previewResources(parts, ctx);
  const earlier = (await kv.get(engine.scope, { key, now: engine.clock.now() })) as ResourceStep[] | null;
  const all = [...(earlier ?? []), ...steps];
  if (all.length === 0) return;
  if (steps.length > 0) await kv.put(engine.scope, { key, value: all, expiresAt: null });
  const byLimit = new Map(resourcesOf(parts).map((resource) => [resource.limit, resource]));
  for (const step of steps) await byLimit.get(step.limit)?.[step.action](ctx, step.id);
  await tell(parts, ctx, { change, done: stillTrue(all, await listResources(parts, ctx)) });
  await kv.delete(engine.scope, key);
}

function resourcesOf({ definition }: AppParts): readonly ResourceOptions[] {
  const hasOwnSyncs = definition.resources.some((resource) => resource.limit === syncResource.limit);
  return hasOwnSyncs ? definition.resources : [syncResource, ...definition.resources];
}

async function limitedResources(parts: AppParts, ctx: Ctx): Promise<readonly LimitedResource[]> {
  const { rules, store, clock } = parts.engine;
  const row = await store.entitlement(accountKey(parts.engine, ctx.portalId));
  const plan = row && hasAccess(row, rules, clock.now()) ? rules.plans.named(row.plan) : null;
  if (!plan) return [];
  const resources = await listResources(parts, ctx);
  return resources.map((resource) => ({ ...resource, allowed: plan.limits[resource.limit] ?? -1 }));
}

async function listResources(parts: AppParts, ctx: Ctx): Promise<readonly ListedResource[]> {
  return Promise.all(
    resourcesOf(parts).map(async (resource) => ({
      limit: resource.limit,
      instances: await resource.list(ctx),
    })),
  );
}

/** The steps whose outcome the resources show; another change may have come in between two tries. */
function stillTrue(
  steps: readonly ResourceStep[],
  resources: readonly ListedResource[],
): readonly ResourceStep[] {
  const idOf = ({ limit, id }: Pick<ResourceStep, 'limit' | 'id'>) => `${limit}:${id}`;
  const shown = new Map<string, ResourceInstance>(
    resources.flatMap(({ limit, instances }) =>
      instances.map((instance) => [idOf({ limit, id: instance.id }), instance] as const),
    ),
  );
  const last = new Map(steps.map((step) => [idOf(step), step]));
  return [...last.values()].filter((step) => {
    const instance = shown.get(idOf(step));
    if (!instance) return false;
    return step.action === 'resume'
      ? !instance.isPaused
      : instance.isPaused && instance.pausedReason === DOWNGRADE;
  });
}

function countsOf(steps: readonly ResourceStep[], action: ResourceStep['action']): Counts {
  const counts: Record<string, number> = {};
  for (const step of steps) if (step.action === action) counts[step.limit] = (counts[step.limit] ?? 0) + 1;
  return counts;
}

async function tell(
  parts: AppParts,
  ctx: Ctx,
  { change, done }: { change: PlanChange; done: readonly ResourceStep[] },
): Promise<void> {
  const { engine } = parts;
  if (ctx.adminEmail === '' || done.length === 0) return;
  const isDowngrade = done.some((step) => step.action === 'pause');
  const title = (plan: string) => engine.rules.plans.named(plan)?.title ?? plan;
  const data = {
    fromPlan: title(change.fromPlan),
    toPlan: title(change.toPlan),
    ...(isDowngrade ? { paused: countsOf(done, 'pause') } : { resumed: countsOf(done, 'resume') }),
    restoreUrl: await billingLink(parts, ctx.portalId),
  };
  const effect = {
    kind: 'sendEmail',
    key: `mail:${change.key}`,
    template: isDowngrade ? 'plan-downgraded' : 'plan-restored',
    to: ctx.adminEmail,
    data,
  } as const;
  await engine.outbox.add(engine.scope, { portalId: ctx.portalId, effect, now: engine.clock.now() });
}
