/** Plans of `hs-x.toml` as the rules need them: by name, by price, by rank. */
import type { BillingConfig, PlanConfig } from '../contract/app-config.js';
import type { Mode, PriceId } from '../kernel/ids.js';

/** A plan with its rank: 0 is the lowest. */
export interface Plan {
  readonly name: string;
  readonly title: string;
  readonly rank: number;
  /** Prices of this deployment's mode, the one sold first; empty for the free plan. */
  readonly priceIds: readonly PriceId[];
  readonly features: readonly string[];
  readonly limits: Readonly<Record<string, number>>;
}

/** The plans of one deployment, lowest rank first. */
export interface PlanTable {
  readonly plans: readonly Plan[];
  /** The plan without a price; null when every plan costs something. */
  readonly freePlan: Plan | null;
  named(name: string): Plan | null;
  /** The plan any of these prices belongs to, the highest-ranked when several match; null for unknown prices. */
  withPrice(priceIds: readonly PriceId[]): Plan | null;
}

/** Builds the plan table of one mode from the parsed configuration. */
export function createPlanTable(billing: BillingConfig, mode: Mode): PlanTable {
  const plans = billing.plans
    .map((name, rank) => planOf(billing.plan[name], rank, mode))
    .filter((plan) => plan !== null);
  const byName = new Map(plans.map((plan) => [plan.name, plan]));
  const byPrice = new Map(plans.flatMap((plan) => plan.priceIds.map((priceId) => [priceId, plan] as const)));
  return {
    plans,
    freePlan: plans.find((plan) => isFree(billing.plan[plan.name])) ?? null,
    named: (name) => byName.get(name) ?? null,
    withPrice: (priceIds) =>
      priceIds
        .map((priceId) => byPrice.get(priceId) ?? null)
        .reduce((best, plan) => (plan && (!best || plan.rank > best.rank) ? plan : best), null),
  };
}

/** Whether the plan unlocks the feature, by name or by `*`. */
export function hasPlanFeature(plan: Plan, feature: string): boolean {
  return plan.features.includes(feature) || plan.features.includes('*');
}

function planOf(config: PlanConfig | undefined, rank: number, mode: Mode): Plan | null {
  if (!config) return null;
  const { name, title, features, limits } = config;
  return { name, title, rank, priceIds: config.stripe_price[mode], features, limits };
}

/** Free means free in both modes: a plan whose live prices, or the prices of its declared amount, are still missing is not given away. */
function isFree(config: PlanConfig | undefined): boolean {
  if (config === undefined || (config.price ?? []).length > 0) return false;
  return config.stripe_price.test.length + config.stripe_price.live.length === 0;
}
