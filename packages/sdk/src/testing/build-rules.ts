import { createRules, type Rules } from '../billing/rules.js';
import type { BillingConfig, PlanConfig } from '../contract/app-config.js';

/** A plan as `hs-x.toml` declares it; what a case does not care about is filled in. */
export function buildPlan(name: string, more: Partial<PlanConfig> = {}): PlanConfig {
  const priceIds = name === 'free' ? [] : [`price_${name}`];
  return {
    name,
    title: name.charAt(0).toUpperCase() + name.slice(1),
    stripe_price: { test: priceIds, live: priceIds.map((priceId) => `${priceId}_live`) },
    features: FEATURES[name] ?? [],
    limits: {},
    ...more,
  };
}

const FEATURES: Readonly<Record<string, readonly string[]>> = {
  free: ['sync.basic'],
  team: ['sync.basic', 'sync.bidirectional'],
  scale: ['*'],
};

/**
 * The `[billing]` table of an app that sells `free` < `team` (`price_team`) < `scale` (`price_scale`), 14 trial days, no grace,
 * nothing after a cancellation.
 */
export function buildBillingConfig(more: Partial<BillingConfig> = {}): BillingConfig {
  const plans = more.plans ?? ['free', 'team', 'scale'];
  return {
    provider: 'stripe',
    trial_days: 14,
    upgrade_url: null,
    past_due_grace_days: 0,
    after_cancel: 'deny',
    repeat_trial: 'end_trial',
    on_uninstall: 'cancel_at_period_end',
    retention_days: 30,
    reconcile_hour: 3,
    features: [],
    meter: {},
    checkout: {
      plan: null,
      automatic_tax: false,
      tax_id_collection: false,
      promotion_codes: false,
      locale: 'auto',
      payment_method_collection: 'always',
    },
    plan: Object.fromEntries(plans.map((name) => [name, buildPlan(name)])),
    plans,
    ...more,
  };
}

/** The rules of {@link buildBillingConfig} in test mode, with `billing()`. */
export function buildRules(
  more: Partial<BillingConfig> = {},
  wish: { readonly isHandWired?: boolean } = {},
): Rules {
  return createRules(buildBillingConfig(more), { mode: 'test', isHandWired: wish.isHandWired ?? false });
}
