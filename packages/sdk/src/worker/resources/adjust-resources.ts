/**
 * Carries a change of plan out: pauses and resumes exactly what the plan of it says, then writes one mail with the counts. A crash in
 * between is harmless: what is done already is not in the second plan, and the counts are kept until the mail is queued.
 */
import { hasAccess } from '../../billing/access.js';
import { accountKey } from '../../billing/billing-engine.js';
import type { Effect } from '../../billing/decision.js';
import type { PortalId } from '../../kernel/ids.js';
import type { AppParts } from '../app-parts.js';
import { billingLink } from '../billing-link.js';
import type { Ctx } from '../ctx.js';
import { makeCtx } from '../make-ctx.js';
import type { ResourceOptions } from '../worker-definition.js';
import { planResources, type LimitedResource, type ResourceStep } from './resource-plan.js';
import { syncResource } from './sync-resource.js';

type PlanChange = Extract<Effect, { kind: 'adjustResources' }>;

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
  const steps = await previewResources(parts, ctx);
  const progress = await remember(parts, change, steps);
  const byLimit = new Map(resourcesOf(parts).map((resource) => [resource.limit, resource]));
  for (const step of steps) await byLimit.get(step.limit)?.[step.action](ctx, step.id);
  await tell(parts, ctx, { change, ...progress });
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
  return Promise.all(
    resourcesOf(parts).map(async (resource) => ({
      limit: resource.limit,
      allowed: plan.limits[resource.limit] ?? -1,
      instances: await resource.list(ctx),
    })),
  );
}

/** The counts of the first try are the ones the mail tells, however often the change is tried. */
async function remember(
  parts: AppParts,
  change: PlanChange,
  steps: readonly ResourceStep[],
): Promise<{ paused: Counts; resumed: Counts }> {
  const { engine, kv } = parts;
  const key = `plan-change:${change.key}`;
  const now = engine.clock.now();
  const known = await kv.get(engine.scope, { key, now });
  if (known !== null) return known as { paused: Counts; resumed: Counts };
  const counts = { paused: countsOf(steps, 'pause'), resumed: countsOf(steps, 'resume') };
  await kv.put(engine.scope, { key, value: counts, expiresAt: null });
  return counts;
}

function countsOf(steps: readonly ResourceStep[], action: ResourceStep['action']): Counts {
  const counts: Record<string, number> = {};
  for (const step of steps) if (step.action === action) counts[step.limit] = (counts[step.limit] ?? 0) + 1;
  return counts;
}

async function tell(
  parts: AppParts,
  ctx: Ctx,
  told: { change: PlanChange; paused: Counts; resumed: Counts },
): Promise<void> {
  const { engine } = parts;
  const { change, paused, resumed } = told;
  const isDowngrade = Object.keys(paused).length > 0;
  if (ctx.adminEmail === '' || (!isDowngrade && Object.keys(resumed).length === 0)) return;
  const title = (plan: string) => engine.rules.plans.named(plan)?.title ?? plan;
  const data = {
    fromPlan: title(change.fromPlan),
    toPlan: title(change.toPlan),
    ...(isDowngrade ? { paused } : { resumed }),
    restoreUrl: await billingLink(parts, ctx.portalId),
  };
  const template = isDowngrade ? 'plan-downgraded' : 'plan-restored';
  const effect = {
    kind: 'sendEmail',
    key: `mail:${change.key}`,
    template,
    to: ctx.adminEmail,
    data,
  } as const;
  await engine.outbox.add(engine.scope, { portalId: ctx.portalId, effect, now: engine.clock.now() });
}
