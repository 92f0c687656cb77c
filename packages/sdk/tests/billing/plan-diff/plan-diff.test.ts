import { describe, expect, it } from 'vitest';
import type { Account, KnownSubscription } from '../../../src/billing/account.js';
import { knownFeatures } from '../../../src/billing/plan-diff/known-features.js';
import {
  losesSomething,
  portalDifference,
  type PlanFile,
} from '../../../src/billing/plan-diff/portal-difference.js';
import { createRules } from '../../../src/billing/rules.js';
import { diffPlans } from '../../../src/billing/shell/diff-plans.js';
import { transact } from '../../../src/billing/shell/transact.js';
import type { BillingConfig, PlanConfig } from '../../../src/contract/app-config.js';
import { DAY_MS } from '../../../src/kernel/instant.js';
import {
  buildAccount,
  buildBillingConfig,
  buildCustomer,
  buildGrant,
  buildKnownSubscription,
  buildPlan,
  withRow,
} from '../../../src/testing/index.js';
import { NOW } from '../given.js';
import { openWorld } from '../shell/world.js';

const PLANS: Readonly<Record<string, PlanConfig>> = {
  free: buildPlan('free', { limits: { records_per_month: 1_000, syncs: 1 } }),
  team: buildPlan('team', { limits: { records_per_month: 50_000, syncs: 10 } }),
  scale: buildPlan('scale', { limits: { records_per_month: -1, syncs: -1 } }),
};

function configOf(plans: Readonly<Record<string, PlanConfig>>): BillingConfig {
  return buildBillingConfig({
    plans: Object.keys(plans),
    plan: plans,
    features: ['agent.unlimited'],
  });
}

function fileOf(plans: Readonly<Record<string, PlanConfig>> = PLANS): PlanFile {
  const billing = configOf(plans);
  return {
    rules: createRules(billing, { mode: 'test', isHandWired: false }),
    features: knownFeatures(billing),
  };
}

const TODAY = fileOf();

const account = (portalId: string, made: Account): Account =>
  withRow({ ...made, key: { ...made.key, portalId } }, TODAY.rules, NOW);
const paying = (more: Partial<KnownSubscription> = {}) =>
  buildCustomer({ subscription: buildKnownSubscription({ observedAt: NOW, ...more }) });

/** Seven portals, one of each kind. */
const PORTALS: readonly Account[] = [
  account('1', buildAccount()),
  account('2', paying()),
  account('3', paying({ priceIds: ['price_scale'], plan: 'scale' })),
  account('4', paying({ status: 'past_due', pastDueSince: NOW - DAY_MS })),
  account('5', paying({ status: 'canceled', endedAt: NOW - DAY_MS })),
  account('6', buildAccount({ grants: [buildGrant({ plan: 'team', until: NOW + DAY_MS })] })),
  account('7', paying({ status: 'trialing', trialEndsAt: NOW + DAY_MS })),
];

const USED: Readonly<Record<string, number>> = { records_per_month: 20_000, syncs: 8 };

function diff(after: PlanFile) {
  return PORTALS.flatMap((each) => {
    const wish = { account: each, before: TODAY, after, now: NOW };
    const difference = portalDifference({ ...wish, usedOf: (limit) => USED[limit] ?? null });
    return difference ? [difference] : [];
  });
}

const portalsOf = (differences: ReturnType<typeof diff>) => differences.map(({ portalId }) => portalId);

describe('the difference another hs-x.toml makes', () => {
  it('is nothing when the file says the same', () => {
    expect(diff(fileOf())).toEqual([]);
  });

  it('names those who lose a feature: everybody in force on the plan, however they came to it', () => {
    const after = fileOf({ ...PLANS, team: { ...PLANS.team!, features: ['sync.basic'] } });
    const differences = diff(after);
    expect(portalsOf(differences)).toEqual(['2', '6', '7']);
    expect(differences.every(({ lost }) => lost.join() === 'sync.bidirectional')).toBe(true);
    expect(differences.every(losesSomething)).toBe(true);
  });

  it('names those who gain a feature, and holds nothing against it', () => {
    const free = { ...PLANS.free!, features: ['sync.basic', 'card.read'] };
    const differences = diff(fileOf({ ...PLANS, free }));
    expect(differences.map(({ portalId, gained }) => [portalId, gained.join()])).toEqual([
      ['1', 'card.read'],
    ]);
    expect(differences.some(losesSomething)).toBe(false);
  });

  it('says who uses more than the new limit allows, and by which limit', () => {
    const team = { ...PLANS.team!, limits: { records_per_month: 40_000, syncs: 5 } };
    const differences = diff(fileOf({ ...PLANS, team }));
    expect(portalsOf(differences)).toEqual(['2', '6', '7']);
    expect(differences[0]?.limits).toEqual([
      { limit: 'records_per_month', before: 50_000, after: 40_000, used: 20_000, isExceeded: false },
      { limit: 'syncs', before: 10, after: 5, used: 8, isExceeded: true },
    ]);
  });

  it('says who is left without a plan when a price goes: after the days an unknown price is borne', () => {
    const team = { ...PLANS.team!, stripe_price: { test: ['price_other'], live: [] } };
    const differences = diff(fileOf({ ...PLANS, team }));
    expect(portalsOf(differences)).toEqual(['2', '4', '7']);
    expect(differences[0]).toMatchObject({
      after: { plan: 'team', status: 'paused', hasAccess: false },
      isPriceUnknown: true,
    });
    expect(portalsOf(differences.filter(losesSomething))).toEqual(['2', '7']);
  });

  it('says who is left without a plan when the plan itself goes, grants included', () => {
    const differences = diff(fileOf({ free: PLANS.free!, scale: PLANS.scale! }));
    expect(portalsOf(differences)).toEqual(['2', '4', '6', '7']);
    expect(differences.find(({ portalId }) => portalId === '6')?.after).toEqual({
      plan: 'team',
      status: 'active',
      hasAccess: false,
    });
  });

  it('follows a price to the plan it moves to', () => {
    const plans = {
      ...PLANS,
      team: { ...PLANS.team!, stripe_price: { test: ['price_team_new'], live: [] } },
      growth: buildPlan('growth', {
        stripe_price: { test: ['price_team'], live: [] },
        features: ['sync.basic'],
        limits: PLANS.team!.limits,
      }),
    };
    const differences = diff(fileOf(plans));
    expect(differences.map(({ portalId, after }) => [portalId, after.plan])).toEqual([
      ['2', 'growth'],
      ['4', 'growth'],
      ['7', 'growth'],
    ]);
  });
});

describe('diffPlans', () => {
  it('reads every portal and what it uses, and writes nothing', async () => {
    const world = await openWorld({ billing: configOf(PLANS) });
    const key = (portalId: string) => ({ ...world.engine.scope, portalId });
    for (const { key: given, grants } of [
      { key: key('21'), grants: [] },
      { key: key('22'), grants: [buildGrant({ plan: 'team', givenAt: NOW })] },
    ]) {
      await transact(world.engine, given, () => ({
        kind: 'installed',
        adminEmail: 'ada@example.com',
        accountType: 'STANDARD',
        scopes: ['oauth'],
      }));
      for (const grant of grants) await transact(world.engine, given, () => ({ kind: 'grantGiven', grant }));
    }
    const versions = async () =>
      Promise.all(['21', '22'].map(async (id) => (await world.engine.store.load(key(id))).version));
    const before = await versions();
    const after = fileOf({ ...PLANS, team: { ...PLANS.team!, limits: { records_per_month: 0, syncs: 2 } } });
    const countGauge = () => Promise.resolve(3);
    const wish = { before: TODAY, after, from: null, countGauge };
    const { entries: found, next } = await diffPlans(world.engine, wish);
    expect(next).toBeNull();
    expect(
      found.map(({ portalId, limits }) => [portalId, limits.map(({ isExceeded }) => isExceeded)]),
    ).toEqual([['22', [true, true]]]);
    expect(await versions()).toEqual(before);
  });
});
