/** How much a plan allows of a limit. Each asker asks here, so that counters, gauges and downgrades cannot differ. */
import type { Plan, PlanTable } from '../plan-table.js';

/** The value of a limit that means "any number". */
export const UNLIMITED = -1;

/**
 * How much the plan allows, {@link UNLIMITED} for any number. A plan that does not name a limit which another plan names allows none of it: what is
 * left out is not given away. A limit that no plan names limits nothing; null.
 */
export function allowanceOf(plan: Plan, limit: string, plans: PlanTable): number | null {
  return plan.limits[limit] ?? (isLimit(limit, plans) ? 0 : null);
}

/** Whether any plan names the limit. */
export function isLimit(limit: string, { plans }: PlanTable): boolean {
  return plans.some((plan) => plan.limits[limit] !== undefined);
}

/** Whether so much more fits. */
export function fits(use: { used: number; wanted: number; allowed: number }): boolean {
  return use.allowed === UNLIMITED || use.used + use.wanted <= use.allowed;
}
