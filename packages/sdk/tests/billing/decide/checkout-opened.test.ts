import { describe, expect, it } from 'vitest';
import type { CheckoutOpened } from '../../../src/billing/input.js';
import { buildCustomer } from '../../../src/testing/index.js';
import { NOW, when, whenAll } from '../given.js';

const WISH = { kind: 'checkoutWished', plan: 'team' } as const;

function opened(generation: number, checkoutId = `cs_${generation}`): CheckoutOpened {
  return {
    kind: 'checkoutOpened',
    generation,
    checkoutId,
    url: `https://pay.example/${checkoutId}`,
    expiresAt: NOW + 99,
  };
}

describe('an opened checkout page', () => {
  it('is kept until it expires', () => {
    const account = whenAll(buildCustomer(), [WISH, opened(1)]);
    expect(account.checkout).toEqual({
      checkoutId: 'cs_1',
      url: 'https://pay.example/cs_1',
      plan: 'team',
      priceId: 'price_team',
      trialDays: 14,
      expiresAt: NOW + 99,
    });
    expect([account.intents, account.dueAt]).toEqual([[], NOW + 99]);
  });

  it('changes nothing when it is told twice', () => {
    const once = whenAll(buildCustomer(), [WISH, opened(1)]);
    expect(when(once, opened(1)).account).toEqual(once);
  });

  it('is closed again when a newer wish has overtaken it: two open pages are two subscriptions', () => {
    const account = whenAll(buildCustomer(), [WISH, { ...WISH, plan: 'scale' }, opened(1)]);
    expect(account.checkout).toBeNull();
    expect(account.intents).toMatchObject([
      { kind: 'openCheckout', plan: 'scale' },
      { kind: 'expireCheckout', checkoutId: 'cs_1' },
    ]);
  });

  it('is closed again when nobody wants it any more', () => {
    const { account } = when(buildCustomer(), opened(7));
    expect(account.checkout).toBeNull();
    expect(account.intents).toMatchObject([{ kind: 'expireCheckout', checkoutId: 'cs_7' }]);
  });
});
