/**
 * The gate's rule, pure: may this row use this feature now? It passes `active` and `trialing` and fails closed on everything else:
 * no row, unknown plan, unknown status, unreadable row, a row too old to trust.
 */
import type { Entitlement } from '../contract/entitlement.js';
import { ENTITLEMENT_STATUSES } from '../contract/entitlement.js';
import { DAY_MS, earliest, type Instant } from '../kernel/instant.js';
import { hasAccess } from './access.js';
import { BillingUnavailable, PaymentRequired, PlanUpgradeRequired } from './payment-errors.js';
import { hasPlanFeature, type Plan } from './plan-table.js';
import type { Rules } from './rules.js';

/** How long a row that should have been observed keeps its last answer. */
export const STALE_ROW_MS = DAY_MS;

interface Denied {
  readonly isAllowed: false;
  readonly wantsObservation: boolean;
  readonly error: PaymentRequired | PlanUpgradeRequired | BillingUnavailable;
}

/** The gate's answer. `wantsObservation`: the row is past its time and somebody should read the provider. */
export type GateVerdict = { readonly isAllowed: true; readonly wantsObservation: boolean } | Denied;

/** The gate's answer before any feature is asked for: the plan whose features and limits hold now, or why there is none. */
export type AccessVerdict =
  { readonly isAllowed: true; readonly wantsObservation: boolean; readonly plan: Plan } | Denied;

/** Judges one feature for one row. */
export function judge(row: Entitlement | null, feature: string, rules: Rules, now: Instant): GateVerdict {
  const verdict = judgeAccess(row, rules, now, { feature });
  if (row === null || !verdict.isAllowed || hasPlanFeature(verdict.plan, feature)) return verdict;
  const error = new PlanUpgradeRequired({ feature, currentPlan: row.plan, status: row.status });
  return { isAllowed: false, wantsObservation: verdict.wantsObservation, error };
}

/** Judges whether the row gives access at all; `about` goes into the refusal. */
export function judgeAccess(
  row: Entitlement | null,
  rules: Rules,
  now: Instant,
  about: { readonly feature?: string } = {},
): AccessVerdict {
  if (row === null) return denied(new PaymentRequired('Subscription is missing.', about));
  if (!isReadable(row)) return denied(new PaymentRequired('Subscription is unreadable.', about));
  const staleAt = staleAtOf(row, rules);
  const wantsObservation = staleAt !== null && now >= staleAt;
  if (staleAt !== null && now >= staleAt + STALE_ROW_MS) {
    const error = new BillingUnavailable(
      'the subscription’s state could not be confirmed for more than a day.',
    );
    return { isAllowed: false, wantsObservation: true, error };
  }
  const plan = planInForce(row, rules, now);
  if (typeof plan !== 'string') return { isAllowed: true, wantsObservation, plan };
  const error = new PaymentRequired(plan, { ...about, currentPlan: row.plan, status: row.status });
  return { isAllowed: false, wantsObservation, error };
}

/** The plan that holds now, or the sentence that says why none does. */
function planInForce(row: Entitlement, rules: Rules, now: Instant): Plan | string {
  const plan = rules.plans.named(row.plan);
  if (!plan) return `Unknown plan: ${row.plan}`;
  if (hasEnded(row, rules, now)) return 'Subscription is ended.';
  if (!hasAccess(row, rules, now)) return `Subscription is ${row.status}.`;
  return (row.status === 'canceled' ? rules.plans.freePlan : plan) ?? `Subscription is ${row.status}.`;
}

/** Rows the provider stands behind go stale; other rows have an end nobody needs to confirm. */
function isProviderBacked(row: Entitlement, rules: Rules): boolean {
  return !rules.isHandWired && row.subscriptionId !== undefined;
}

function staleAtOf(row: Entitlement, rules: Rules): Instant | null {
  if (!isProviderBacked(row, rules) || row.status === 'canceled') return null;
  return earliest([row.validUntil, row.status === 'trialing' ? trialEndOf(row, rules) : null]);
}

function hasEnded(row: Entitlement, rules: Rules, now: Instant): boolean {
  if (isProviderBacked(row, rules)) return false;
  const trialEndsAt = row.status === 'trialing' ? trialEndOf(row, rules) : null;
  const endsAt = earliest([row.validUntil, trialEndsAt]);
  return endsAt !== null && now >= endsAt;
}

/** A paid trial without a stated end ends `trial_days` after the row was written; the free plan has no clock. */
function trialEndOf(row: Entitlement, rules: Rules): Instant | null {
  if (row.trialEndsAt !== undefined) return row.trialEndsAt;
  const isFree = row.plan === rules.plans.freePlan?.name;
  return isFree ? null : row.updatedAt + rules.trialDays * DAY_MS;
}

function isReadable(row: Entitlement): boolean {
  return (
    typeof row.plan === 'string' &&
    ENTITLEMENT_STATUSES.includes(row.status) &&
    Number.isFinite(row.updatedAt)
  );
}

function denied(error: PaymentRequired): Denied {
  return { isAllowed: false, wantsObservation: false, error };
}
