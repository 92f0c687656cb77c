/**
 * The gate's rule, pure: may this row use this feature now? It passes `active` and `trialing` and fails closed on everything else:
 * no row, unknown plan, unknown status, unreadable row, a row too old to trust.
 */
import type { Entitlement } from '../contract/entitlement.js';
import { ENTITLEMENT_STATUSES } from '../contract/entitlement.js';
import { DAY_MS, earliest, type Instant } from '../kernel/instant.js';
import { hasAccess } from './access.js';
import { BillingUnavailable, PaymentRequired, PlanUpgradeRequired } from './payment-errors.js';
import { hasPlanFeature } from './plan-table.js';
import type { Rules } from './rules.js';

/** How long a row that should have been observed keeps its last answer. */
export const STALE_ROW_MS = DAY_MS;

/** The gate's answer. `wantsObservation`: the row is past its time and somebody should read the provider. */
export type GateVerdict =
  | { readonly isAllowed: true; readonly wantsObservation: boolean }
  | {
      readonly isAllowed: false;
      readonly wantsObservation: boolean;
      readonly error: PaymentRequired | PlanUpgradeRequired | BillingUnavailable;
    };

/** Judges one feature for one row. */
export function judge(row: Entitlement | null, feature: string, rules: Rules, now: Instant): GateVerdict {
  if (row === null) return denied(new PaymentRequired('Subscription is missing.', { feature }));
  if (!isReadable(row)) return denied(new PaymentRequired('Subscription is unreadable.', { feature }));
  const staleAt = staleAtOf(row, rules);
  const wantsObservation = staleAt !== null && now >= staleAt;
  if (staleAt !== null && now >= staleAt + STALE_ROW_MS) {
    const error = new BillingUnavailable(
      'the subscription’s state could not be confirmed for more than a day.',
    );
    return { isAllowed: false, wantsObservation: true, error };
  }
  const error = refusal(row, feature, rules, now);
  return error ? { isAllowed: false, wantsObservation, error } : { isAllowed: true, wantsObservation };
}

function refusal(
  row: Entitlement,
  feature: string,
  rules: Rules,
  now: Instant,
): PaymentRequired | PlanUpgradeRequired | null {
  const facts = { feature, currentPlan: row.plan, status: row.status };
  const plan = rules.plans.named(row.plan);
  if (!plan) return new PaymentRequired(`Unknown plan: ${row.plan}`, facts);
  if (hasEnded(row, rules, now)) return new PaymentRequired('Subscription is ended.', facts);
  if (!hasAccess(row, rules, now)) return new PaymentRequired(`Subscription is ${row.status}.`, facts);
  const usable = row.status === 'canceled' ? rules.plans.freePlan : plan;
  return usable && hasPlanFeature(usable, feature) ? null : new PlanUpgradeRequired(facts);
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

function denied(error: PaymentRequired): GateVerdict {
  return { isAllowed: false, wantsObservation: false, error };
}
