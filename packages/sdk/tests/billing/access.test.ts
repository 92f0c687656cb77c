import { describe, expect, it } from 'vitest';
import { hasAccess, isSetUp, mayStartCheckout, needsPayment } from '../../src/billing/access.js';
import type { SubscriptionStatus } from '../../src/billing/observation.js';
import { ENTITLEMENT_STATUSES, type Entitlement } from '../../src/contract/entitlement.js';
import { buildCustomer, buildKnownSubscription } from '../../src/testing/index.js';
import { NOW } from './given.js';

const DENY = { afterCancel: 'deny' } as const;
const ROW: Entitlement = { plan: 'team', status: 'active', source: 'stripe', updatedAt: 1, adminEmail: '' };

function account(status: SubscriptionStatus) {
  return buildCustomer({ subscription: buildKnownSubscription({ status }) });
}

describe('access, checkout and the need to pay are three questions', () => {
  it('gives access to active and trialing rows only', () => {
    const open = ENTITLEMENT_STATUSES.filter((status) => hasAccess({ ...ROW, status }, DENY, NOW));
    expect(open).toEqual(['active', 'trialing']);
    expect(hasAccess({ ...ROW, status: 'canceled' }, { afterCancel: 'free' }, NOW)).toBe(true);
  });

  it.each([
    ['trialing', false, false],
    ['active', false, false],
    ['past_due', false, true],
    ['unpaid', false, true],
    ['paused', false, true],
    ['unknown', false, false],
    ['canceled', true, false],
    ['incomplete', true, false],
    ['incomplete_expired', true, false],
  ] as const)('for %s: checkout %s, payment needed %s', (status, mayStart, needs) => {
    expect([mayStartCheckout(account(status)), needsPayment(account(status))]).toEqual([mayStart, needs]);
  });

  it('lets a portal without a subscription start a checkout', () => {
    expect([mayStartCheckout(buildCustomer()), needsPayment(buildCustomer())]).toEqual([true, false]);
  });
});

describe('setup is done', () => {
  it('when somebody’s payment or grant gives access, not with the free plan of the install', () => {
    expect(isSetUp(ROW, DENY, NOW)).toBe(true);
    expect(isSetUp({ ...ROW, source: 'invoice' }, DENY, NOW)).toBe(true);
    expect(isSetUp({ ...ROW, source: 'none', status: 'trialing' }, DENY, NOW)).toBe(false);
    expect(isSetUp({ ...ROW, status: 'past_due' }, DENY, NOW)).toBe(false);
    expect(isSetUp({ ...ROW, status: 'canceled' }, { afterCancel: 'free' }, NOW)).toBe(false);
    expect(isSetUp(null, DENY, NOW)).toBe(false);
  });
});
