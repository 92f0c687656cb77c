/** The whole entitlement layer of a hand-wired app: the one file that reads the row, with two functions for every paid path. */
import type { Ctx, CtxKv, Entitlement, FeatureName } from '@hs-x/sdk';

export async function requireFeature(ctx: Ctx, feature: FeatureName): Promise<void> {
  const row = await readRow(ctx.kv, ctx.portalId);
  const isLive = row && (row.status === 'active' || row.status === 'trialing');
  if (!isLive) throw new ctx.errors.PaymentRequired(`Subscription is ${row?.status ?? 'missing'}.`);
  const plan = ctx.config.billing.plan[row.plan];
  if (!plan) throw new ctx.errors.PaymentRequired(`Unknown plan: ${row.plan}`);
  if (!plan.features.includes(feature) && !plan.features.includes('*')) {
    throw new ctx.errors.PlanUpgradeRequired({ feature, currentPlan: row.plan });
  }
}

export async function hasFeature(ctx: Ctx, feature: FeatureName): Promise<boolean> {
  try {
    await requireFeature(ctx, feature);
    return true;
  } catch (error) {
    const isNotPaid =
      error instanceof ctx.errors.PaymentRequired || error instanceof ctx.errors.PlanUpgradeRequired;
    if (!isNotPaid) throw error; // an outage is no reason to show an upgrade prompt to a payer
    return false;
  }
}

/** The row as it is, for the triggers that write it; what a portal may do is for the two above to say. */
export function readRow(kv: CtxKv, portalId: string): Promise<Entitlement | null> {
  return kv.get(`entitlement:${portalId}`);
}
