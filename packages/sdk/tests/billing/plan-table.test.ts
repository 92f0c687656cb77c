import { describe, expect, it } from 'vitest';
import { createPlanTable, hasPlanFeature } from '../../src/billing/plan-table.js';
import { buildBillingConfig, buildPlan } from '../../src/testing/index.js';

const config = buildBillingConfig();
const test = createPlanTable(config, 'test');

describe('the plan table', () => {
  it('ranks plans by their order in the file', () => {
    expect(test.plans.map((plan) => [plan.name, plan.rank])).toEqual([
      ['free', 0],
      ['team', 1],
      ['scale', 2],
    ]);
  });

  it('sells the prices of its own mode only', () => {
    const live = createPlanTable(config, 'live');
    expect([test.withPrice(['price_team'])?.name, test.withPrice(['price_team_live'])]).toEqual([
      'team',
      null,
    ]);
    expect([live.withPrice(['price_team_live'])?.name, live.withPrice(['price_team'])]).toEqual([
      'team',
      null,
    ]);
  });

  it('finds the highest-ranked plan any item’s price belongs to', () => {
    expect(test.withPrice(['price_team', 'price_scale', 'price_x'])?.name).toBe('scale');
    expect([test.withPrice([]), test.withPrice([''])]).toEqual([null, null]);
  });

  it('does not give a plan away whose live prices are still missing', () => {
    const team = buildPlan('team', { stripe_price: { test: ['price_team'], live: [] } });
    const table = createPlanTable(buildBillingConfig({ plan: { ...config.plan, team } }), 'live');
    expect([table.freePlan?.name, table.named('team')?.priceIds]).toEqual(['free', []]);
  });

  it('does not give a plan away whose declared price is not made yet', () => {
    const price = {
      amount_minor: 4_900,
      currency: 'usd',
      interval: 'month',
      interval_count: 1,
      lookup_key: null,
    } as const;
    const team = buildPlan('team', { stripe_price: { test: [], live: [] }, price: [price] });
    const table = createPlanTable(buildBillingConfig({ plan: { team }, plans: ['team'] }), 'test');
    expect([table.freePlan, table.named('team')?.priceIds]).toEqual([null, []]);
  });

  it('knows no plan by a name every object has', () => {
    for (const name of ['constructor', '__proto__', 'toString', '']) expect(test.named(name)).toBeNull();
  });
});

describe('a plan’s features', () => {
  it('are the named ones, or all with *', () => {
    const has = (plan: string, feature: string) => hasPlanFeature(test.named(plan)!, feature);
    expect([has('team', 'sync.basic'), has('team', 'sync'), has('scale', 'x'), has('team', '*')]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });
});
