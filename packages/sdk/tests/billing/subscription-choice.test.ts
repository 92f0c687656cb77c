import { describe, expect, it } from 'vitest';
import type { ObservedSubscription } from '../../src/billing/observation.js';
import { chooseSubscription } from '../../src/billing/subscription-choice.js';
import { buildRules, buildSubscription } from '../../src/testing/index.js';

const { plans } = buildRules();

function sub(subscriptionId: string, more: Partial<ObservedSubscription> = {}): ObservedSubscription {
  return buildSubscription({ subscriptionId, ...more });
}

function choiceOf(subscriptions: readonly ObservedSubscription[]) {
  const { current, superfluous } = chooseSubscription(subscriptions, plans);
  return [current?.subscriptionId ?? null, superfluous.map((each) => each.subscriptionId)];
}

describe('the subscription that counts', () => {
  it('is none of none', () => {
    expect(choiceOf([])).toEqual([null, []]);
    expect(
      choiceOf([sub('a', { status: 'incomplete' }), sub('b', { status: 'incomplete_expired' })]),
    ).toEqual([null, []]);
  });

  it('is the live one, whatever has ended', () => {
    expect(choiceOf([sub('old', { status: 'canceled' }), sub('new')])).toEqual(['new', []]);
  });

  it('is the higher-ranked of two live ones, by any of its prices', () => {
    const addOn = { priceIds: ['price_addon', 'price_scale'] };
    expect(choiceOf([sub('team'), sub('scale', addOn)])).toEqual(['scale', ['team']]);
  });

  it('is the newer of two equals', () => {
    expect(choiceOf([sub('a', { createdAt: 1 }), sub('b', { createdAt: 2 })])).toEqual(['b', ['a']]);
  });

  it.each(['unpaid', 'past_due', 'paused', 'unknown'] as const)(
    'is the paid one beside a higher-ranked one that is %s: who pays for a plan is not denied it',
    (status) => {
      expect(choiceOf([sub('scale', { status, priceIds: ['price_scale'] }), sub('team')])).toEqual([
        'team',
        ['scale'],
      ]);
    },
  );

  it('is the one that ended last when none is live', () => {
    const ended = [
      sub('a', { status: 'canceled', endedAt: 9 }),
      sub('b', { status: 'canceled', endedAt: 10 }),
    ];
    expect(choiceOf(ended)).toEqual(['b', []]);
  });

  it('does not depend on the order they are listed in', () => {
    const all = [
      sub('a', { createdAt: 1 }),
      sub('b', { status: 'unpaid', createdAt: 2 }),
      sub('c', { priceIds: ['price_scale'] }),
    ];
    for (const list of [all, all.toReversed()]) expect(choiceOf(list)[0]).toBe('c');
  });
});
