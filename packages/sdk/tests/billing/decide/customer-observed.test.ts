import { describe, expect, it } from 'vitest';
import type { Account } from '../../../src/billing/account.js';
import type { ObservedSubscription } from '../../../src/billing/observation.js';
import type { Rules } from '../../../src/billing/rules.js';
import type { Entitlement } from '../../../src/contract/entitlement.js';
import { DAY_MS, HOUR_MS } from '../../../src/kernel/instant.js';
import {
  buildCustomer,
  buildKnownSubscription,
  buildObserved,
  buildRules,
  buildSubscription,
} from '../../../src/testing/index.js';
import { NOW, observed, when } from '../given.js';

function rowAfter(
  subscription: Partial<ObservedSubscription>,
  more: { before?: Account; rules?: Rules; now?: number } = {},
): Entitlement | null {
  const before = more.before ?? buildCustomer();
  return when(before, observed(buildObserved([buildSubscription(subscription)])), more).account.entitlement;
}

describe('an observed subscription', () => {
  it('that is active gives its plan until three days after the period', () => {
    expect(rowAfter({})).toEqual({
      plan: 'team',
      status: 'active',
      source: 'stripe',
      stripeCustomerId: 'cus_1',
      subscriptionId: 'sub_1',
      adminEmail: 'ada@example.com',
      validUntil: Date.UTC(2026, 11, 4),
      updatedAt: NOW,
    });
  });

  it('that is on trial shows when the trial ends, and uses the portal’s trial up', () => {
    const trialEndsAt = Date.UTC(2026, 10, 30);
    const { account } = when(
      buildCustomer({ trial: { state: 'reserved', at: 5, plannedEndsAt: null } }),
      observed(buildObserved([buildSubscription({ status: 'trialing', trialEndsAt })])),
    );
    expect(account.entitlement).toMatchObject({ status: 'trialing', trialEndsAt });
    expect(account.trial).toMatchObject({ state: 'consumed', at: 5 });
  });

  it.each([
    ['trialing', 'trialing'],
    ['active', 'active'],
    ['past_due', 'past_due'],
    ['unpaid', 'past_due'],
    ['paused', 'paused'],
    ['unknown', 'paused'],
  ] as const)('that is %s makes the row %s', (status, expected) => {
    expect(rowAfter({ status })?.status).toBe(expected);
  });

  it('whose collection is paused makes the row paused', () => {
    expect(rowAfter({ isCollectionPaused: true })?.status).toBe('paused');
  });

  it('that has ended leaves the free plan, canceled', () => {
    const row = rowAfter({ status: 'canceled', endedAt: NOW });
    expect(row).toMatchObject({ plan: 'free', status: 'canceled', subscriptionId: 'sub_1' });
    expect(row).not.toHaveProperty('validUntil');
  });

  it('whose cancellation is only scheduled keeps its plan and says when it ends', () => {
    expect(rowAfter({ cancelAt: NOW + DAY_MS })).toMatchObject({
      plan: 'team',
      status: 'active',
      cancelAt: NOW + DAY_MS,
    });
  });

  it.each(['incomplete', 'incomplete_expired'] as const)('that is %s leaves the previous row', (status) => {
    expect(rowAfter({ status })).toMatchObject({ plan: 'free', status: 'trialing', source: 'none' });
    const ended = buildCustomer({
      subscription: buildKnownSubscription({ status: 'canceled', subscriptionId: 'sub_0' }),
    });
    const both = buildObserved([
      buildSubscription({ status, subscriptionId: 'sub_2' }),
      buildSubscription({ status: 'canceled', subscriptionId: 'sub_0' }),
    ]);
    expect(when(ended, observed(both)).account.entitlement).toMatchObject({
      status: 'canceled',
      subscriptionId: 'sub_0',
    });
  });

  it('that changes nothing moves neither the row nor the history', () => {
    const seen = observed(buildObserved([buildSubscription()]));
    const once = when(buildCustomer(), seen).account;
    const { account, journal } = when(once, seen, { now: NOW + HOUR_MS });
    expect([account.entitlement, journal]).toEqual([once.entitlement, []]);
  });

  it('of a former customer changes nothing', () => {
    const seen = observed(buildObserved([buildSubscription()], { customerId: 'cus_0' }));
    expect(when(buildCustomer(), seen).account.subscription).toBeNull();
  });
});

describe('a failed payment', () => {
  const rules = buildRules({ past_due_grace_days: 3 });
  const unpaid = {
    invoiceId: 'in_1',
    isPaid: false,
    attemptCount: 1,
    nextAttemptAt: null,
    createdAt: NOW - DAY_MS,
  };

  it('has no grace unless it is configured', () => {
    expect(rowAfter({ status: 'past_due' })).not.toHaveProperty('graceEndsAt');
    expect(rowAfter({ status: 'past_due' }, { rules })?.graceEndsAt).toBe(NOW + 3 * DAY_MS);
  });

  it('keeps its first instant however often it is seen', () => {
    const past = buildCustomer({
      subscription: buildKnownSubscription({ status: 'past_due', pastDueSince: NOW - DAY_MS }),
    });
    expect(rowAfter({ status: 'past_due' }, { before: past, rules })?.graceEndsAt).toBe(NOW + 2 * DAY_MS);
  });

  it('is as old as its invoice, so that a lost event does not lengthen the grace', () => {
    expect(rowAfter({ status: 'past_due', latestInvoice: unpaid }, { rules })?.graceEndsAt).toBe(
      NOW + 2 * DAY_MS,
    );
  });

  it('does not inherit the age of another subscription’s failure', () => {
    const before = buildCustomer({
      subscription: buildKnownSubscription({ subscriptionId: 'sub_0', status: 'past_due', pastDueSince: 1 }),
    });
    expect(rowAfter({ status: 'past_due' }, { before, rules })?.graceEndsAt).toBe(NOW + 3 * DAY_MS);
  });

  it('gives an unpaid subscription no grace', () => {
    expect(rowAfter({ status: 'unpaid', latestInvoice: unpaid }, { rules })).not.toHaveProperty(
      'graceEndsAt',
    );
  });
});

describe('an unknown price', () => {
  const unknown = { priceIds: ['price_of_sales'] };
  const team = buildCustomer({ subscription: buildKnownSubscription() });

  it('keeps the last plan for three days, with an alert', () => {
    const { account, effects } = when(team, observed(buildObserved([buildSubscription(unknown)])));
    expect(account.entitlement).toMatchObject({ plan: 'team', status: 'active' });
    expect(effects).toMatchObject([{ alert: 'unknown_price', key: 'unknown-price:sub_1:price_of_sales' }]);
    const row = (now: number) => when(account, { kind: 'timePassed' }, { now }).account.entitlement?.status;
    expect([row(NOW + 3 * DAY_MS - 1), row(NOW + 3 * DAY_MS)]).toEqual(['active', 'paused']);
    expect(account.dueAt).toBeLessThan(NOW + 3 * DAY_MS + HOUR_MS);
  });

  it('is denied without a last plan', () => {
    expect(rowAfter(unknown)).toMatchObject({ plan: 'free', status: 'paused' });
  });

  it('is denied when the last plan was that of a subscription that had ended', () => {
    const ended = buildCustomer({
      subscription: buildKnownSubscription({ subscriptionId: 'sub_0', status: 'canceled' }),
    });
    expect(rowAfter(unknown, { before: ended })).toMatchObject({ plan: 'free', status: 'paused' });
  });

  it('is forgiven as soon as the price is known', () => {
    const unsure = buildCustomer({ subscription: buildKnownSubscription({ priceUnknownSince: 1 }) });
    expect(rowAfter({}, { before: unsure })).toMatchObject({ plan: 'team', status: 'active' });
  });
});

describe('two live subscriptions', () => {
  it('are reported, and the higher-ranked counts', () => {
    const team = buildSubscription({ subscriptionId: 'sub_team' });
    const scale = buildSubscription({ subscriptionId: 'sub_scale', priceIds: ['price_scale'] });
    const { account, effects } = when(buildCustomer(), observed(buildObserved([team, scale])));
    expect(account.entitlement).toMatchObject({ plan: 'scale', subscriptionId: 'sub_scale' });
    expect(effects).toMatchObject([
      { alert: 'two_live_subscriptions', key: 'two-subscriptions:sub_scale:sub_team' },
    ]);
  });
});

describe('a status this version does not know', () => {
  it('is denied and alerted', () => {
    const strange = buildSubscription({ status: 'unknown', providerStatus: 'hibernating' });
    const { effects } = when(buildCustomer(), observed(buildObserved([strange])));
    expect(effects).toMatchObject([{ alert: 'unknown_status', key: 'unknown-status:sub_1:hibernating' }]);
  });
});

describe('a deleted customer', () => {
  const deleted = observed(buildObserved([], { isDeleted: true }));

  it('ends the subscription and retires the mapping, which is still found', () => {
    const before = buildCustomer({ subscription: buildKnownSubscription() });
    const { account } = when(before, deleted);
    expect(account).toMatchObject({ customer: null, retiredCustomerIds: ['cus_1'] });
    expect(account.entitlement).toMatchObject({ plan: 'free', status: 'canceled' });
    expect(account.dueAt).toBe(account.retentionEndsAt);
  });

  it('without a subscription leaves the free plan', () => {
    expect(when(buildCustomer(), deleted).account.entitlement).toMatchObject({
      plan: 'free',
      status: 'trialing',
    });
  });
});

describe('an observation with a live subscription', () => {
  const live = observed(buildObserved([buildSubscription()]));
  const page = {
    checkoutId: 'cs_1',
    url: 'u',
    plan: 'team',
    priceId: 'price_team',
    trialDays: 0,
    expiresAt: NOW + 1,
  };

  it('closes a page that is still open: it would sell a second one', () => {
    const { account } = when(buildCustomer({ checkout: page }), live);
    expect([account.checkout, account.intents[0]]).toMatchObject([
      null,
      { kind: 'expireCheckout', checkoutId: 'cs_1' },
    ]);
  });

  it('drops a page that was about to be opened', () => {
    const wished = when(buildCustomer(), { kind: 'checkoutWished', plan: 'scale' }).account;
    expect(when(wished, live).account.intents).toEqual([]);
  });

  it('renews the admin’s address from the provider, and keeps it when the provider has none', () => {
    const email = (value: string | null) =>
      when(buildCustomer(), observed(buildObserved([], { email: value }))).account.adminEmail;
    expect([email('new@example.com'), email(null)]).toEqual(['new@example.com', 'ada@example.com']);
  });
});
