import type { BillingConfig } from '../../contract/app-config.js';

/** Every feature the file names: what `*` stands for. */
export function knownFeatures(billing: BillingConfig): readonly string[] {
  const named = billing.plans.flatMap((name) => billing.plan[name]?.features ?? []);
  return [...new Set([...named, ...billing.features])].filter((feature) => feature !== '*');
}
