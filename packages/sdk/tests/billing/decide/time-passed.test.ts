import { describe, expect, it } from 'vitest';
import { buildCustomer, buildObserved } from '../../../src/testing/index.js';
import { NOW, observed, when } from '../given.js';

describe('time that passes', () => {
  it('asks about a checkout page at the instant its time runs out; unpaid, it gives the trial back', () => {
    const checkout = {
      checkoutId: 'cs_1',
      url: 'https://pay.example',
      plan: 'team',
      priceId: 'p',
      trialDays: 14,
      expiresAt: NOW,
    };
    const before = buildCustomer({ checkout, trial: { state: 'reserved', at: 1, plannedEndsAt: null } });
    expect(when(before, { kind: 'timePassed' }, { now: NOW - 1 }).account).toMatchObject({
      checkout,
      dueAt: NOW,
    });
    const { account } = when(before, { kind: 'timePassed' });
    expect(account).toMatchObject({
      checkout: null,
      trial: { state: 'reserved' },
      intents: [{ kind: 'expireCheckout', checkoutId: 'cs_1', trialDays: 14 }],
      dueAt: NOW,
    });
    const expired = when(account, { kind: 'checkoutExpired', checkoutId: 'cs_1' }).account;
    expect(expired).toMatchObject({ intents: [], trial: null, dueAt: null });
  });

  it('uses the trial up when the page turns out to have been paid, though its customer be deleted since', () => {
    const page = { checkoutId: 'cs_1', url: 'https://pay.example', plan: 'team', priceId: 'price_team' };
    const open = buildCustomer({
      checkout: { ...page, trialDays: 14, expiresAt: NOW + 1 },
      trial: { state: 'reserved', at: 1, plannedEndsAt: null },
      trialClaims: ['email:e'],
    });
    const gone = when(open, observed(buildObserved([], { isDeleted: true }))).account;
    expect(gone).toMatchObject({ customer: null, checkout: null, trial: { state: 'reserved' } });
    const paid = when(gone, { kind: 'checkoutCompleted', checkoutId: 'cs_1' }).account;
    expect(paid).toMatchObject({ trial: { state: 'consumed' }, trialClaims: ['email:e'], intents: [] });
    const again = when(paid, { kind: 'checkoutWished', plan: 'team' }).account;
    expect(again.intents.at(-1)).toMatchObject({ kind: 'openCheckout', trialDays: 0 });
  });

  it('leaves the closing of a page that ran out to its answer: it may have been paid', () => {
    const page = { checkoutId: 'cs_1', url: 'https://pay.example', plan: 'team', priceId: 'price_team' };
    const open = buildCustomer({ checkout: { ...page, trialDays: 14, expiresAt: NOW } });
    const wished = when(open, { kind: 'checkoutWished', plan: 'scale' }, { now: NOW - 1 }).account;
    const { account } = when(wished, { kind: 'timePassed' });
    expect(account.checkout).toBeNull();
    expect(account.intents.map(({ kind }) => kind)).toEqual(['expireCheckout', 'openCheckout']);
    const paid = when(account, { kind: 'checkoutCompleted', checkoutId: 'cs_1' }).account;
    expect(paid.intents).toEqual([]);
  });
});
