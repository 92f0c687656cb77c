import type { BillingConfig } from '../contract/app-config.js';
import type { Mode } from '../kernel/ids.js';
import { createPlanTable, type PlanTable } from './plan-table.js';

/** Everything `decide` and the gate may know besides the account and the time. */
export interface Rules {
  readonly plans: PlanTable;
  /** The event names of the provider's meters, by the limit whose usage they bill. */
  readonly meters: ReadonlyMap<string, string>;
  /** Days of free trial, 0: none. */
  readonly trialDays: number;
  /** Days a failed payment keeps access, 0: none. */
  readonly pastDueGraceDays: number;
  /** What follows when a running trial turns out to be somebody's second one. */
  readonly repeatTrial: 'end_trial' | 'alert';
  /** What a canceled portal may use: nothing, or the free plan. */
  readonly afterCancel: 'deny' | 'free';
  /** Days the app keeps a former customer's data. */
  readonly retentionDays: number;
  /** What an uninstall does to the subscription. */
  readonly onUninstall: 'cancel_at_period_end' | 'keep';
  /** The author's own code writes the rows (the app does not use `billing()`). */
  readonly isHandWired: boolean;
}

/** The rules a deployment's configuration makes. */
export function createRules(billing: BillingConfig, wish: { mode: Mode; isHandWired: boolean }): Rules {
  return {
    plans: createPlanTable(billing, wish.mode),
    meters: new Map(Object.entries(billing.meter).map(([limit, meter]) => [limit, meter.event_name])),
    trialDays: billing.trial_days,
    pastDueGraceDays: billing.past_due_grace_days,
    repeatTrial: billing.repeat_trial,
    afterCancel: billing.after_cancel,
    retentionDays: billing.retention_days,
    onUninstall: billing.on_uninstall,
    isHandWired: wish.isHandWired,
  };
}

/** The plan name of a portal nobody pays for. */
export function freePlanName(rules: Rules): string {
  return rules.plans.freePlan?.name ?? 'free';
}
