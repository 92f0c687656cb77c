/**
 * Upgrades and downgrades, whatever caused them: a swap on the billing page, a grant, an end with `after_cancel = "free"`, a changed plan
 * table. What the portal may use now is compared with what it could use when it was last told.
 */
import { hasAccess } from '../access.js';
import type { Account } from '../account.js';
import type { Rules } from '../rules.js';
import { silence, type Announcement, type Change } from './announcement.js';
import type { Instant } from '../../kernel/instant.js';

/** Asks for resources to be paused or resumed and runs the author's trigger when the effective plan has changed. */
export function announcePlan({ after, rules, now }: Change): Announcement {
  const plan = effectivePlan(after, rules, now);
  const { planChange } = after.told;
  if (plan === null || plan === planChange.plan) return silence(after);
  const change = { plan, count: planChange.count + 1 };
  const account = { ...after, told: { ...after.told, planChange: change } };
  if (planChange.plan === null) return silence(account);
  const direction = rankOf(rules, plan) < rankOf(rules, planChange.plan) ? 'downgraded' : 'upgraded';
  const cause = `plan-change:${after.key.portalId}:${change.count}`;
  const event = { portalId: after.key.portalId, fromPlan: planChange.plan, toPlan: plan };
  return {
    account,
    effects: [
      { kind: 'adjustResources', key: cause, direction, fromPlan: planChange.plan, toPlan: plan },
      { kind: 'runTrigger', key: `trigger:${cause}`, trigger: `billing.${direction}`, event },
    ],
  };
}

/** The plan whose features and limits hold now; null while nothing may be used, which pauses by itself and is no downgrade. */
function effectivePlan(account: Account, rules: Rules, now: Instant): string | null {
  const row = account.entitlement;
  return row && hasAccess(row, rules, now) ? row.plan : null;
}

/** A plan that is gone from the file ranks below every other. */
function rankOf(rules: Rules, plan: string): number {
  return rules.plans.named(plan)?.rank ?? -1;
}
