/**
 * What another `hs-x.toml` would change for one portal: decided as a deploy would decide it, and thrown away. Pure, so that a preview cannot
 * differ from what then happens.
 */
import type { LimitDifference, PlanSide, PortalDifference } from '../../contract/admin/portal-difference.js';
import { limitKind } from '../../contract/limit-kind.js';
import type { Instant } from '../../kernel/instant.js';
import type { Account } from '../account.js';
import { decide } from '../decide/index.js';
import { UNKNOWN_PRICE_MS } from '../entitlement-row.js';
import { judgeAccess } from '../gate-verdict.js';
import { allowanceOf, UNLIMITED } from '../limits/allowance.js';
import type { Plan } from '../plan-table.js';
import type { Rules } from '../rules.js';

/** One of the two files: its rules, and every feature it names. */
export interface PlanFile {
  readonly rules: Rules;
  readonly features: readonly string[];
}

/** The portal, the two files, and what the portal uses. */
export interface DifferenceWish {
  readonly account: Account;
  readonly before: PlanFile;
  readonly after: PlanFile;
  /** What is used of the limit now; null: nobody counts it. */
  readonly usedOf: (limit: string) => number | null;
  readonly now: Instant;
}

/** What changes for the portal; null: nothing. */
export function portalDifference(wish: DifferenceWish): PortalDifference | null {
  const { account, now } = wish;
  const deployed = accountAfter(wish);
  const before = sideOf(account, wish.before.rules, now);
  const after = sideOf(deployed.account, wish.after.rules, now);
  const everything = [...wish.before.features, ...wish.after.features];
  const had = featuresOf(before.inForce, everything);
  const has = featuresOf(after.inForce, everything);
  const difference: PortalDifference = {
    portalId: account.key.portalId,
    before: before.side,
    after: after.side,
    isPriceUnknown: deployed.isPriceUnknown,
    gained: [...has].filter((feature) => !had.has(feature)),
    lost: [...had].filter((feature) => !has.has(feature)),
    limits: limitDifferences(wish, before.inForce, after.inForce),
  };
  return isDifferent(difference) ? difference : null;
}

/** Whether the portal is worse off: access, a feature, or room for what it uses already. */
export function losesSomething({ before, after, lost, limits }: PortalDifference): boolean {
  return (
    (before.hasAccess && !after.hasAccess) || lost.length > 0 || limits.some(({ isExceeded }) => isExceeded)
  );
}

function isDifferent({ before, after, gained, lost, limits }: PortalDifference): boolean {
  const isSameSide =
    before.plan === after.plan && before.status === after.status && before.hasAccess === after.hasAccess;
  return !isSameSide || gained.length > 0 || lost.length > 0 || limits.length > 0;
}

/** As the first tick after the deploy leaves it; a price nobody knows any more is shown as it ends, not as its three days of grace. */
function accountAfter({ account, after, now }: DifferenceWish): {
  account: Account;
  isPriceUnknown: boolean;
} {
  const { account: next } = decide(account, { kind: 'plansChanged' }, after.rules, now);
  const { subscription } = next;
  const isPriceUnknown =
    subscription !== null &&
    subscription.priceUnknownSince !== null &&
    account.subscription?.priceUnknownSince === null;
  if (!isPriceUnknown) return { account: next, isPriceUnknown };
  const lapsed = { ...subscription, priceUnknownSince: now - UNKNOWN_PRICE_MS };
  const ended = decide({ ...next, subscription: lapsed }, { kind: 'timePassed' }, after.rules, now);
  return { account: ended.account, isPriceUnknown };
}

function sideOf(account: Account, rules: Rules, now: Instant): { side: PlanSide; inForce: Plan | null } {
  const row = account.entitlement;
  const verdict = judgeAccess(row, rules, now);
  const inForce = verdict.isAllowed ? verdict.plan : null;
  return {
    side: { plan: row?.plan ?? null, status: row?.status ?? null, hasAccess: inForce !== null },
    inForce,
  };
}

/** `*` grants what either file names: a feature that only the other one names is not lost by whoever has everything. */
function featuresOf(plan: Plan | null, everything: readonly string[]): ReadonlySet<string> {
  if (plan === null) return new Set();
  return new Set(plan.features.includes('*') ? everything : plan.features);
}

function limitDifferences(
  { before, after, usedOf }: DifferenceWish,
  planBefore: Plan | null,
  planAfter: Plan | null,
): readonly LimitDifference[] {
  const names = [before, after].flatMap(({ rules }) =>
    rules.plans.plans.flatMap(({ limits }) => Object.keys(limits)),
  );
  return [...new Set(names)].flatMap((limit) => {
    const was = planBefore && allowanceOf(planBefore, limit, before.rules.plans);
    const is = planAfter && allowanceOf(planAfter, limit, after.rules.plans);
    if (was === is || planAfter === null) return [];
    const used = usedOf(limit);
    return [{ limit, before: was, after: is, used, isExceeded: isOver(used, is, limit) }];
  });
}

/** What exists may fill its limit; a counter that has reached its limit counts no further, which is not over it either. */
function isOver(used: number | null, allowed: number | null, limit: string): boolean {
  if (used === null || allowed === null || allowed === UNLIMITED) return false;
  return limitKind(limit) === 'gauge' ? used > allowed : used >= allowed;
}
