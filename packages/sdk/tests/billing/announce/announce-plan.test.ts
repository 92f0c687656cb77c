import { describe, expect, it } from 'vitest';
import type { Account } from '../../../src/billing/account.js';
import type { Input } from '../../../src/billing/input.js';
import {
  buildCustomer,
  buildGrant,
  buildObserved,
  buildRules,
  buildSubscription,
} from '../../../src/testing/index.js';
import { NOW, observed, when, whenAll } from '../given.js';

const on = (plan: string, status: 'active' | 'past_due' = 'active'): Input =>
  observed(buildObserved([buildSubscription({ priceIds: [`price_${plan}`], status })]));
const paying = (plan = 'team'): Account => whenAll(buildCustomer(), [on(plan)]);
const told = (account: Account, input: Input, rules = buildRules()) =>
  when(account, input, { rules }).effects.map((effect) =>
    effect.kind === 'adjustResources'
      ? `adjust ${effect.fromPlan}→${effect.toPlan}`
      : effect.key.split(':')[0],
  );

describe('a change of the plan in force', () => {
  it('adjusts resources and runs the author’s trigger, once', () => {
    const { account, effects } = when(paying(), on('scale'));
    expect(effects).toMatchObject([
      { kind: 'adjustResources', direction: 'upgraded', fromPlan: 'team', toPlan: 'scale' },
      { kind: 'runTrigger', trigger: 'billing.upgraded' },
    ]);
    expect(when(account, on('scale')).effects).toEqual([]);
  });

  it('and back has causes of their own, so that the second change is no repetition of the first', () => {
    const keys = new Set<string>();
    let account = paying();
    for (const plan of ['scale', 'team', 'scale', 'team']) {
      const decision = when(account, on(plan));
      account = decision.account;
      for (const { key } of decision.effects) keys.add(key);
    }
    expect(keys.size).toBe(8);
  });

  it('is none while nothing may be used: a failed payment pauses by itself', () => {
    const failing = when(paying('scale'), on('scale', 'past_due'));
    expect(failing.effects.filter(({ kind }) => kind !== 'sendEmail')).toEqual([]);
    expect(told(failing.account, on('scale'))).toEqual([]);
    expect(told(failing.account, on('team'))).toContain('adjust scale→team');
  });

  it('by a grant counts like one by a swap', () => {
    expect(told(paying(), { kind: 'grantGiven', grant: buildGrant() })).toContain('adjust team→scale');
  });
});

describe('a changed plan table', () => {
  it('adjusts a plan that kept its name, without a trigger', () => {
    expect(told(paying(), { kind: 'plansChanged' })).toEqual(['adjust team→team']);
  });

  it('that gives the price to another plan is a change of plan, once', () => {
    const rules = buildRules({ plans: ['free', 'scale'] });
    const moved = { ...rules, plans: { ...rules.plans, withPrice: () => rules.plans.named('scale') } };
    expect(told(paying(), { kind: 'plansChanged' }, moved)).toEqual(['adjust team→scale', 'trigger']);
  });

  it('that forgets the price keeps the plan for a while, and an operator hears of it at once', () => {
    const rules = buildRules({ plans: ['free', 'scale'] });
    const { account, effects } = when(paying(), { kind: 'plansChanged' }, { rules });
    expect(account.subscription).toMatchObject({ plan: 'team', priceUnknownSince: NOW });
    expect(effects.map(({ key }) => key)).toContain('unknown-price:sub_1:price_team');
  });

  it('leaves a portal alone that has nothing', () => {
    expect(told(buildCustomer(), { kind: 'plansChanged' })).toEqual([]);
  });
});
