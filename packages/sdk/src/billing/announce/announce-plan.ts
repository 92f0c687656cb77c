/**
 * Upgrades and downgrades, whatever caused them: a swap on the billing page, a grant, an end with `after_cancel = "free"`, a changed plan
 * table. What the portal may use now is compared with what it could use when it was last told.
 */
import { hasAccess } from '../access.js';
import type { PortalId } from '../../kernel/ids.js';
import type { Account } from '../account.js';
import type { Rules } from '../rules.js';
import { silence, type Announcement, type Change } from './announcement.js';
import type { Instant } from '../../kernel/instant.js';

/**
 * Asks for resources to be paused or resumed and runs the author's trigger when the effective plan has changed. A plan that kept its name
 * while the plan table changed is adjusted to its new limits without a trigger.
 */
export function announcePlan({ before, after, rules, now }: Change): Announcement {
  const toPlan = effectivePlan(after, rules, now);
  const { plan: fromPlan, count } = after.told.planChange;
  const hasNewTable = count !== before.told.planChange.count;
  if (toPlan === null || (toPlan === fromPlan && !hasNewTable)) return silence(after);
  const change = { plan: toPlan, count: count + 1 };
  const account = { ...after, told: { ...after.told, planChange: change } };
  if (fromPlan === null) return silence(account);
  const isUpgrade = rankOf(rules, toPlan) > rankOf(rules, fromPlan);
  const direction = isUpgrade ? 'upgraded' : 'downgraded';
  const key = planChangeKey(after.key.portalId, change.count);
  const adjust = { kind: 'adjustResources', key, direction, fromPlan, toPlan } as const;
  if (toPlan === fromPlan) return { account, effects: [adjust] };
  const event = { portalId: after.key.portalId, fromPlan, toPlan };
  return {
    account,
    effects: [adjust, { kind: 'runTrigger', key: `trigger:${key}`, trigger: `billing.${direction}`, event }],
  };
}

/** The key of a portal's nth change of plan: its effects, and what follows from them, go by it. */
export function planChangeKey(portalId: PortalId, count: number): string {
  return `plan-change:${portalId}:${count}`;
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
