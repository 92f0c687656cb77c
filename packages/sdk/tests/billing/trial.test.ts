import { describe, expect, it } from 'vitest';
import type { HubspotAccountType } from '../../src/billing/account.js';
import { releaseTrial, trialDaysFor } from '../../src/billing/trial.js';
import { buildAccount, buildKnownSubscription, buildRules } from '../../src/testing/index.js';

const rules = buildRules();

function accountOfType(accountType: HubspotAccountType) {
  return buildAccount({
    install: { installedAt: 1, accountType, scopes: [], nextStepUrl: null, uninstalledAt: null },
  });
}

describe('a portal’s trial', () => {
  it.each([
    ['STANDARD', 14],
    ['UNKNOWN', 14],
    ['DEVELOPER_TEST', 0],
    ['SANDBOX', 0],
    ['APP_DEVELOPER', 0],
  ] as const)('for an account of type %s lasts %s days', (type, days) => {
    expect(trialDaysFor(accountOfType(type), rules)).toBe(days);
  });

  it('is given once: not after a consumed one, nor after any subscription', () => {
    expect(
      trialDaysFor(buildAccount({ trial: { state: 'consumed', at: 1, plannedEndsAt: null } }), rules),
    ).toBe(0);
    expect(
      trialDaysFor(buildAccount({ subscription: buildKnownSubscription({ status: 'canceled' }) }), rules),
    ).toBe(0);
    expect(
      trialDaysFor(buildAccount({ trial: { state: 'reserved', at: 1, plannedEndsAt: null } }), rules),
    ).toBe(14);
  });

  it('is given back only while it is reserved', () => {
    expect(
      releaseTrial(buildAccount({ trial: { state: 'reserved', at: 1, plannedEndsAt: null } })).trial,
    ).toBeNull();
    expect(
      releaseTrial(buildAccount({ trial: { state: 'consumed', at: 1, plannedEndsAt: null } })).trial,
    ).toEqual({
      state: 'consumed',
      at: 1,
      plannedEndsAt: null,
    });
  });
});
