/**
 * What a card shows of a portal's billing, from the account that the request has read already. An outage is thrown, not shown: a card then says
 * that it will try again, never that nobody has paid.
 */
import type { Account } from '../billing/account.js';
import { judgeAccess } from '../billing/gate-verdict.js';
import { planUsage } from '../billing/limits/usage.js';
import type { UsageDesk } from '../billing/limits/usage-desk.js';
import { isPaymentError } from '../billing/payment-errors.js';
import type { Plan } from '../billing/plan-table.js';
import type { BillingConfig } from '../contract/app-config.js';
import type { BillingLinks, BillingSnapshot, SnapshotPlan } from '../contract/billing-snapshot.js';
import type { PortalId } from '../kernel/ids.js';
import type { AppParts } from './app-parts.js';
import { billingLink, billingPageLink } from './billing-link.js';
import { upgradeMark } from './upgrade-mark.js';

/** Assembles the snapshot. Throws BILLING_UNAVAILABLE. */
export async function billingSnapshot(
  parts: AppParts,
  account: Account,
  desk: UsageDesk,
): Promise<BillingSnapshot> {
  const { engine, config } = parts;
  const { portalId } = account.key;
  const now = engine.clock.now();
  const row = account.entitlement;
  const plan = planInForce(parts, account);
  const { plans } = engine.rules;
  const snapshotOf = (each: Plan) => snapshotPlan(each, config.billing);
  const shown = plan ?? plans.named(row?.plan ?? '');
  return {
    isReady: row !== null,
    hasAccess: plan !== null,
    plan: shown && snapshotOf(shown),
    status: row?.status ?? null,
    source: row?.source ?? 'none',
    trialEndsAt: row?.trialEndsAt ?? null,
    cancelAt: row?.cancelAt ?? null,
    graceEndsAt: row?.graceEndsAt ?? null,
    justUpgradedUntil: await upgradeMark(parts, portalId),
    now,
    features: plan ? featuresOf(plan, config.billing) : [],
    usage: plan ? await planUsage({ desk, plan, plans, clock: engine.clock }) : [],
    plans: plans.plans.map(snapshotOf),
    links: await linksOf(parts, portalId, account),
  };
}

/** Null: no access, for a reason that is about payment. Any other reason is thrown. */
function planInForce({ engine }: AppParts, account: Account): Plan | null {
  const verdict = judgeAccess(account.entitlement, engine.rules, engine.clock.now());
  if (verdict.isAllowed) return verdict.plan;
  if (isPaymentError(verdict.error)) return null;
  throw verdict.error;
}

function snapshotPlan(plan: Plan, billing: BillingConfig): SnapshotPlan {
  const { name, title, priceIds } = plan;
  return { name, title, isFree: priceIds.length === 0, features: featuresOf(plan, billing) };
}

/** The plan's features, `*` written out: every feature that any plan or the list of further features names. */
function featuresOf({ features }: Plan, billing: BillingConfig): readonly string[] {
  if (!features.includes('*')) return features;
  const everyone = billing.plans.flatMap((name) => billing.plan[name]?.features ?? []);
  return [...new Set([...everyone, ...billing.features])].filter((feature) => feature !== '*');
}

async function linksOf(parts: AppParts, portalId: PortalId, { customer }: Account): Promise<BillingLinks> {
  return {
    upgradeUrl: await billingLink(parts, portalId),
    manageUrl: customer && (await billingPageLink(parts, portalId)),
  };
}
