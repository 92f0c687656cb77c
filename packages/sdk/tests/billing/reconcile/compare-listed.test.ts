import { describe, expect, it } from 'vitest';
import type { Account } from '../../../src/billing/account.js';
import type { ListedSubscription } from '../../../src/billing/observation.js';
import { compareListed } from '../../../src/billing/reconcile/compare-listed.js';
import { isMissingThere } from '../../../src/billing/reconcile/is-missing-there.js';
import {
  buildCustomer,
  buildKnownSubscription,
  buildRules,
  buildSubscription,
} from '../../../src/testing/index.js';

const MATCHED = { kind: 'matched' };
const drift = (cause: string) => ({ kind: 'drift', cause });

function listed(more: Partial<ListedSubscription> = {}): ListedSubscription {
  const customer = {
    customerId: 'cus_1',
    email: 'ada@example.com',
    isCustomerDeleted: false,
    taggedFor: null,
  };
  return { ...buildSubscription(more), ...customer, ...more };
}

const paying = (more: Partial<Account> = {}) =>
  buildCustomer({ subscription: buildKnownSubscription(), ...more });
const compare = (account: Account, more: Partial<ListedSubscription> = {}) =>
  compareListed(account, listed(more), buildRules().plans);

describe('a listed subscription', () => {
  it('matches the account that knows it as it is', () => {
    expect(compare(paying())).toEqual(MATCHED);
  });

  it.each<[string, Partial<ListedSubscription>]>([
    ['its status', { status: 'past_due', providerStatus: 'past_due' }],
    ['its price', { priceIds: ['price_scale'] }],
    ['its trial', { trialEndsAt: 1 }],
    ['its period', { periodEndsAt: 1 }],
    ['its scheduled end', { cancelAt: 1 }],
    ['its end', { endedAt: 1 }],
    ['a pause of its collection', { isCollectionPaused: true }],
    [
      'the next try of its invoice',
      {
        latestInvoice: { invoiceId: 'in_1', isPaid: false, attemptCount: 1, nextAttemptAt: 5, createdAt: 1 },
      },
    ],
  ])('differs in %s', (_what, more) => {
    expect(compare(paying(), more)).toEqual(drift('differs'));
  });

  it('does not differ in the order of its prices', () => {
    const priceIds = ['price_team', 'price_seats'];
    const subscription = buildKnownSubscription({ priceIds: [...priceIds].reverse() });
    expect(compare(paying({ subscription }), { priceIds })).toEqual(MATCHED);
  });

  it.each<[string, Partial<ListedSubscription>]>([
    ['an e-mail address of its customer that changed', { email: 'grace@example.com' }],
    ['the deletion of its customer', { isCustomerDeleted: true, email: null }],
  ])('shows %s', (_what, more) => {
    expect(compare(paying(), more)).toEqual(drift('customerDiffers'));
  });

  it('is missing here when the account knows none, or an ended one', () => {
    expect(compare(buildCustomer())).toEqual(drift('missingHere'));
    const ended = buildKnownSubscription({ subscriptionId: 'sub_0', status: 'canceled', endedAt: 1 });
    expect(compare(paying({ subscription: ended }))).toEqual(drift('missingHere'));
  });

  it('is missing here when it is a second live one, so that an alert names both', () => {
    expect(compare(paying(), { subscriptionId: 'sub_2' })).toEqual(drift('missingHere'));
  });

  it('matches when it is a second live one that is known as it is, and differs when it changed or came to count', () => {
    const second = buildSubscription({ subscriptionId: 'sub_2' });
    const both = paying({ superfluous: [second] });
    expect(compare(both, { subscriptionId: 'sub_2' })).toEqual(MATCHED);
    expect(compare(both)).toEqual(MATCHED);
    expect(compare(both, { subscriptionId: 'sub_2', status: 'canceled' })).toEqual(drift('differs'));
    const better = paying({ superfluous: [{ ...second, priceIds: ['price_scale'] }] });
    expect(compare(better, { subscriptionId: 'sub_2', priceIds: ['price_scale'] })).toEqual(drift('differs'));
  });

  it('beside the one that counts is no drift once it has ended, or never began', () => {
    for (const status of ['canceled', 'incomplete', 'incomplete_expired'] as const) {
      expect(compare(paying(), { subscriptionId: 'sub_2', status })).toEqual(MATCHED);
    }
    expect(compare(buildCustomer(), { status: 'incomplete_expired' })).toEqual(MATCHED);
  });

  it('of a former customer is unexplained while it is live', () => {
    const account = buildCustomer({ retiredCustomerIds: ['cus_0'] });
    expect(compare(account, { customerId: 'cus_0' })).toEqual({
      kind: 'unexplained',
      cause: 'formerCustomer',
    });
    expect(compare(account, { customerId: 'cus_0', status: 'canceled' })).toEqual(MATCHED);
  });
});

describe('a subscription of ours', () => {
  const startedAt = Date.UTC(2026, 10, 20);
  const isMissing = (account: Account, seen: readonly string[] = []) =>
    isMissingThere(account, { seen: new Set(seen), startedAt });

  it('that is live and was not listed is missing there', () => {
    expect(isMissing(paying())).toBe(true);
    expect(isMissing(paying(), ['sub_1'])).toBe(false);
  });

  it('that is live beside the one that counts and was not listed is missing there', () => {
    const both = paying({ superfluous: [buildSubscription({ subscriptionId: 'sub_2' })] });
    expect([isMissing(both, ['sub_1']), isMissing(both, ['sub_1', 'sub_2'])]).toEqual([true, false]);
  });

  it('that has ended, or was observed since the listing began, is not', () => {
    const ended = buildKnownSubscription({ status: 'canceled', endedAt: 1 });
    expect(isMissing(paying({ subscription: ended }))).toBe(false);
    expect(isMissing(paying({ subscription: buildKnownSubscription({ observedAt: startedAt + 1 }) }))).toBe(
      false,
    );
    expect(isMissing(buildCustomer())).toBe(false);
  });
});
