import { describe, expect, it } from 'vitest';
import type { Account } from '../../../src/billing/account.js';
import { buildCustomer } from '../../../src/testing/index.js';
import { NOW, when } from '../given.js';

const EXPIRED = { kind: 'checkoutExpired', checkoutId: 'cs_1' } as const;
const PAGE = {
  checkoutId: 'cs_1',
  url: 'https://pay.example/cs_1',
  plan: 'team',
  priceId: 'price_team',
  trialDays: 14,
  expiresAt: NOW + 99,
};

function withPage(more: Partial<Account> = {}): Account {
  return buildCustomer({ checkout: PAGE, trial: { state: 'reserved', at: 1, plannedEndsAt: null }, ...more });
}

describe('an expired checkout page', () => {
  it('is forgotten and gives its reserved trial back', () => {
    const { account } = when(withPage(), EXPIRED);
    expect([account.checkout, account.trial, account.dueAt]).toEqual([null, null, null]);
  });

  it('keeps the trial reserved while another page is on its way', () => {
    const { account: wished } = when(withPage(), { kind: 'checkoutWished', plan: 'scale' });
    const { account } = when(wished, EXPIRED);
    expect([account.checkout, account.trial?.state]).toEqual([null, 'reserved']);
    expect(account.intents).toMatchObject([{ kind: 'openCheckout', plan: 'scale' }]);
  });

  it('never gives a consumed trial back', () => {
    const { account } = when(withPage({ trial: { state: 'consumed', at: 1, plannedEndsAt: null } }), EXPIRED);
    expect(account.trial).toEqual({ state: 'consumed', at: 1, plannedEndsAt: null });
  });

  it('leaves another open page alone', () => {
    const { account } = when(withPage(), { kind: 'checkoutExpired', checkoutId: 'cs_0' });
    expect([account.checkout?.checkoutId, account.trial?.state]).toEqual(['cs_1', 'reserved']);
  });
});
