import { describe, expect, it } from 'vitest';
import { emptyAccount } from '../../../src/billing/account.js';
import type { Installed } from '../../../src/billing/input.js';
import {
  ACCOUNT_KEY,
  buildCustomer,
  buildKnownSubscription,
  buildRules,
} from '../../../src/testing/index.js';
import { NOW, when } from '../given.js';

const INSTALLED: Installed = {
  kind: 'installed',
  adminEmail: 'grace@example.com',
  accountType: 'STANDARD',
  scopes: ['oauth'],
};

describe('an install', () => {
  it('gives a new portal the free plan on trial, without a clock', () => {
    const { account, journal, effects } = when(emptyAccount(ACCOUNT_KEY), INSTALLED);
    expect(account.entitlement).toEqual({
      plan: 'free',
      status: 'trialing',
      source: 'none',
      adminEmail: 'grace@example.com',
      updatedAt: NOW,
    });
    expect(account.dueAt).toBeNull();
    expect(journal.map((entry) => entry.summary)).toEqual([
      'Installed in a STANDARD account.',
      'Row changed from none to free/trialing.',
    ]);
    expect(effects).toEqual([]);
  });

  it('keeps the row of a paying portal when the app is installed again', () => {
    const paying = buildCustomer({ subscription: buildKnownSubscription() });
    const { account, journal } = when(paying, INSTALLED);
    expect(account.entitlement).toMatchObject({ plan: 'team', status: 'active', subscriptionId: 'sub_1' });
    expect(journal[0]?.summary).toBe('Installed again in a STANDARD account.');
  });

  it('keeps mapping, grants, a used trial and the kept next step when the app is installed again', () => {
    const before = buildCustomer({
      trial: { state: 'consumed', at: 1, plannedEndsAt: null },
      retiredCustomerIds: ['cus_0'],
      install: {
        installedAt: 1,
        accountType: 'UNKNOWN',
        scopes: [],
        nextStepUrl: 'https://app.example/next',
        uninstalledAt: null,
      },
    });
    const { account } = when(before, INSTALLED);
    expect(account).toMatchObject({
      customer: before.customer,
      trial: before.trial,
      retiredCustomerIds: ['cus_0'],
      adminEmail: 'grace@example.com',
      install: {
        installedAt: NOW,
        accountType: 'STANDARD',
        nextStepUrl: 'https://app.example/next',
        uninstalledAt: null,
      },
    });
  });

  it('does not give a canceled portal its trial back', () => {
    const ended = buildCustomer({ subscription: buildKnownSubscription({ status: 'canceled' }) });
    expect(when(ended, INSTALLED).account.entitlement).toMatchObject({ plan: 'free', status: 'canceled' });
  });

  it('writes no row when the app does its billing by hand', () => {
    const rules = buildRules({}, { isHandWired: true });
    expect(when(emptyAccount(ACCOUNT_KEY), INSTALLED, { rules }).account.entitlement).toBeNull();
  });
});
