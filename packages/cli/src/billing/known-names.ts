import type { AppConfig } from '@hs-x/sdk/config';

/** The plans of `hs-x.toml`, the lowest rank first. */
export function planNames({ billing }: AppConfig): readonly string[] {
  return billing.plans;
}

/** Every feature `hs-x.toml` names, sorted. */
export function featureNames({ billing }: AppConfig): readonly string[] {
  const held = billing.plans.flatMap((plan) => billing.plan[plan]?.features ?? []);
  return [...new Set([...held, ...billing.features])].filter((name) => name !== '*').sort();
}
