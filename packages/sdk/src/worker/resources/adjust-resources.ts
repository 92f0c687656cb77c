/**
 * Carries a change of plan out: pauses and resumes exactly what the plan of it says, then writes one mail with the counts. Time passes between
 * a change and its turn, so that the plan in force is read again: a change that a later one has overtaken does nothing, since the later one has
 * a turn of its own, and another one where both were at work at the same time; while nothing is in force, it waits; and an upgrade resumes, but
 * never pauses what somebody has added meanwhile. A crash in between is harmless: what is done already is not in the second plan, but is
 * remembered, and the mail counts what this change has done and what is still so.
 */
import { hasAccess } from '../../billing/access.js';
import { planChangeKey } from '../../billing/announce/announce-plan.js';
import { accountKey } from '../../billing/billing-engine.js';
import { allowanceOf, UNLIMITED } from '../../billing/limits/allowance.js';
import type { Effect } from '../../billing/decision.js';
import { PaymentRequired } from '../../billing/payment-errors.js';
import type { Plan } from '../../billing/plan-table.js';
import type { Entitlement } from '../../contract/entitlement.js';
import type { PortalId } from '../../kernel/ids.js';
import type { AppParts } from '../app-parts.js';
import { billingLink } from '../billing-link.js';
import type { Ctx } from '../ctx.js';
import { makeCtx } from '../make-ctx.js';
import type { ResourceInstance, ResourceOptions } from '../worker-definition.js';
import {
  DOWNGRADE,
  planResources,
  planResumptions,
  type LimitedResource,
  type ResourceStep,
} from './resource-plan.js';
import { syncResource } from './sync-resource.js';

type PlanChange = Extract<Effect, { kind: 'adjustResources' }>;

type ListedResource = Omit<LimitedResource, 'allowed'>;

/** Counts by limit. */
type Counts = Readonly<Record<string, number>>;

/** What a change of plan would pause and resume for the portal now: the dry run of {@link adjustResources}. */
export async function previewResources(parts: AppParts, ctx: Ctx): Promise<readonly ResourceStep[]> {
  const row = await rowInForce(parts, ctx.portalId);
  const plan = row && parts.engine.rules.plans.named(row.plan);
  return plan ? planResources(await limitedResources(parts, { ctx, plan })) : [];
}

/**
 * Adjusts the portal's resources to the plan in force and tells its admin, once per change. Throws PAYMENT_REQUIRED while no plan is in force.
 */
export async function adjustResources(
  parts: AppParts,
  portalId: PortalId,
  change: PlanChange,
): Promise<'adjusted' | 'overtaken'> {
  const { engine, kv } = parts;
  const row = await rowInForce(parts, portalId);
  if (!row)
    throw new PaymentRequired(`Portal ${portalId} may use nothing now; its resources stay as they are.`);
  const key = doneKeyOf(change);
  if (row.plan === change.toPlan) {
    const plan = engine.rules.plans.named(row.plan);
    if (!plan || (await adjustTo(parts, plan, { portalId, change }))) return 'adjusted';
  } else if ((await kv.get(engine.scope, { key, now: engine.clock.now() })) === null) return 'overtaken';
  await repeatLatest(parts, portalId, change);
  await kv.delete(engine.scope, key);
  return 'overtaken';
}

/** Whether the change was still in force when all of it was done; only then it is told. */
async function adjustTo(
  parts: AppParts,
  plan: Plan,
  { portalId, change }: { readonly portalId: PortalId; readonly change: PlanChange },
): Promise<boolean> {
  const ctx = await makeCtx(parts, parts.engine.logger.with({ planChange: change.key }), portalId);
  const { engine, kv } = parts;
  const key = doneKeyOf(change);
  const resources = await limitedResources(parts, { ctx, plan });
  const steps = change.direction === 'upgraded' ? planResumptions(resources) : planResources(resources);
  const earlier = (await kv.get(engine.scope, { key, now: engine.clock.now() })) as ResourceStep[] | null;
  const all = [...(earlier ?? []), ...steps];
  if (all.length === 0) return true;
  if (steps.length > 0) await kv.put(engine.scope, { key, value: all, expiresAt: null });
  const byLimit = new Map(resourcesOf(parts).map((resource) => [resource.limit, resource]));
  for (const step of steps) await byLimit.get(step.limit)?.[step.action](ctx, step.id);
  if ((await rowInForce(parts, portalId))?.plan !== change.toPlan) return false;
  await tell(parts, ctx, { change, done: stillTrue(all, await listResources(parts, ctx)) });
  await kv.delete(engine.scope, key);
  return true;
}

/**
 * What an overtaken change did may have come after the turn of the one that overtook it, which saw nothing to do then: so that one has
 * another turn, under its own key. Throws PAYMENT_REQUIRED while no plan is in force.
 */
async function repeatLatest(parts: AppParts, portalId: PortalId, overtaken: PlanChange): Promise<void> {
  const { store, rules } = parts.engine;
  const { account } = await store.read(accountKey(parts.engine, portalId));
  const { plan: toPlan, count } = account.told.planChange;
  if (toPlan === null) return;
  const rankOf = (plan: string): number => rules.plans.named(plan)?.rank ?? -1;
  const fromPlan = overtaken.toPlan;
  const direction = rankOf(toPlan) > rankOf(fromPlan) ? 'upgraded' : 'downgraded';
  const key = planChangeKey(portalId, count);
  await adjustResources(parts, portalId, { kind: 'adjustResources', key, direction, fromPlan, toPlan });
}

function resourcesOf({ definition }: AppParts): readonly ResourceOptions[] {
  const hasOwnSyncs = definition.resources.some((resource) => resource.limit === syncResource.limit);
  return hasOwnSyncs ? definition.resources : [syncResource, ...definition.resources];
}

/** Where it is kept what earlier tries of the change have done. */
function doneKeyOf({ key }: PlanChange): string {
  return `hsx:${key}`;
}

/** Null while the portal may use nothing. */
async function rowInForce({ engine }: AppParts, portalId: PortalId): Promise<Entitlement | null> {
  const { entitlement: row } = await engine.store.read(accountKey(engine, portalId));
  return row && hasAccess(row, engine.rules, engine.clock.now()) ? row : null;
}

async function limitedResources(
  parts: AppParts,
  { ctx, plan }: { readonly ctx: Ctx; readonly plan: Plan },
): Promise<readonly LimitedResource[]> {
  const { rules } = parts.engine;
  const resources = await listResources(parts, ctx);
  return resources.map((resource) => ({
    ...resource,
    allowed: allowanceOf(plan, resource.limit, rules.plans) ?? UNLIMITED,
  }));
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
