import { describe, expect, it } from 'vitest';
import type { Account, OpenCheckout } from '../../../src/billing/account.js';
import {
  buildAccount,
  buildCustomer,
  buildKnownSubscription,
  buildRules,
} from '../../../src/testing/index.js';
import { NOW, when, whenAll } from '../given.js';

const WISH = { kind: 'checkoutWished', plan: 'team' } as const;
const PAGE: OpenCheckout = {
  checkoutId: 'cs_1',
  url: 'https://pay.example/cs_1',
  plan: 'team',
  priceId: 'price_team',
  trialDays: 14,
  expiresAt: NOW + 1,
};

function wishesOf(account: Account): readonly string[] {
  return account.intents.map((intent) => `${intent.generation} ${intent.kind}`);
}

describe('the wish to pay', () => {
  it('creates the customer before the page, and reserves the trial', () => {
    const { account } = when(buildAccount(), WISH);
    expect(wishesOf(account)).toEqual(['1 createCustomer', '2 openCheckout']);
    expect(account.intents[0]).toMatchObject({ email: 'ada@example.com', wishedAt: NOW, attempts: 0 });
    expect(account.intents[1]).toMatchObject({ plan: 'team', priceId: 'price_team', trialDays: 14 });
    expect(account.trial).toEqual({ state: 'reserved', at: NOW, plannedEndsAt: null });
    expect(account.dueAt).toBe(NOW);
  });

  it('creates no second customer', () => {
    expect(wishesOf(when(buildCustomer(), WISH).account)).toEqual(['1 openCheckout']);
    expect(wishesOf(whenAll(buildAccount(), [WISH, { ...WISH, plan: 'scale' }]))).toEqual([
      '1 createCustomer',
      '2 openCheckout',
      '3 openCheckout',
    ]);
  });

  it('changes nothing when the same page is open or on its way', () => {
    const open = buildCustomer({ checkout: PAGE });
    expect(when(open, WISH).account.intents).toEqual([]);
    expect(wishesOf(whenAll(buildAccount(), [WISH, WISH]))).toEqual(['1 createCustomer', '2 openCheckout']);
  });

  it('closes the page for another plan first', () => {
    const { account } = when(buildCustomer({ checkout: PAGE }), { ...WISH, plan: 'scale' });
    expect(wishesOf(account)).toEqual(['1 expireCheckout', '2 openCheckout']);
  });

  it('opens a new page in place of one whose time has run out', () => {
    const { account } = when(buildCustomer({ checkout: PAGE }), WISH, { now: PAGE.expiresAt });
    expect(wishesOf(account)).toEqual(['1 expireCheckout', '2 openCheckout']);
  });

  it('tries what was put off again at once: a person is waiting', () => {
    const waiting = whenAll(buildAccount(), [
      WISH,
      { kind: 'intentPostponed', generation: 1, reason: 'down', needsOperator: false },
    ]);
    expect(waiting.intents[0]?.nextAttemptAt).toBe(NOW + 5_000);
    const { account } = when(waiting, WISH, { now: NOW + 1_000 });
    expect(account.intents[0]).toMatchObject({ generation: 1, attempts: 1, nextAttemptAt: NOW + 1_000 });
  });

  it.each(['trialing', 'active', 'past_due', 'unpaid', 'paused', 'unknown'] as const)(
    'sells nothing beside a subscription that is %s',
    (status) => {
      const paying = buildCustomer({ subscription: buildKnownSubscription({ status }) });
      expect(when(paying, WISH).account.intents).toEqual([]);
    },
  );

  it('sells again after a cancellation, without a second trial', () => {
    const ended = buildCustomer({ subscription: buildKnownSubscription({ status: 'canceled' }) });
    const { account } = when(ended, WISH);
    expect(account.intents[0]).toMatchObject({ kind: 'openCheckout', trialDays: 0 });
    expect(account.trial).toBeNull();
  });

  it('sells neither the free plan, nor an unknown one, nor one without a price in this mode', () => {
    for (const plan of ['free', 'gold', '']) {
      expect(when(buildAccount(), { kind: 'checkoutWished', plan }).account.intents).toEqual([]);
    }
    const { account } = when(buildAccount(), WISH, { rules: buildRules({ trial_days: 0 }) });
    expect([account.intents[1], account.trial]).toMatchObject([{ trialDays: 0 }, null]);
  });
});
