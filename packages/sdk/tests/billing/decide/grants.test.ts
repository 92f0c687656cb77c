import { describe, expect, it } from 'vitest';
import { emptyAccount } from '../../../src/billing/account.js';
import { DAY_MS } from '../../../src/kernel/instant.js';
import {
  ACCOUNT_KEY,
  buildAccount,
  buildCustomer,
  buildGrant,
  buildKnownSubscription,
} from '../../../src/testing/index.js';
import { NOW, when, whenAll } from '../given.js';

describe('a grant', () => {
  it('entitles a portal that has not paid, and even one that has not installed', () => {
    for (const before of [buildAccount(), emptyAccount(ACCOUNT_KEY)]) {
      const { account } = when(before, { kind: 'grantGiven', grant: buildGrant() });
      expect(account.entitlement).toMatchObject({ plan: 'scale', status: 'active', source: 'invoice' });
    }
  });

  it('replaces the grant of the same id', () => {
    const account = whenAll(buildAccount(), [
      { kind: 'grantGiven', grant: buildGrant() },
      { kind: 'grantGiven', grant: buildGrant({ plan: 'team' }) },
    ]);
    expect([account.grants.length, account.entitlement?.plan]).toEqual([1, 'team']);
  });

  it('ends by itself, and the account is due at that instant', () => {
    const until = NOW + 30 * DAY_MS;
    const given = when(buildAccount(), { kind: 'grantGiven', grant: buildGrant({ until }) }).account;
    expect([given.dueAt, given.entitlement?.validUntil]).toEqual([until, until]);
    const row = (now: number) => when(given, { kind: 'timePassed' }, { now }).account.entitlement;
    expect(row(until - 1)).toMatchObject({ plan: 'scale', status: 'active' });
    expect(row(until)).toMatchObject({ plan: 'free', status: 'trialing', source: 'none' });
  });

  it('gives way to a subscription of higher rank and wins over one of lower rank', () => {
    const paying = buildCustomer({ subscription: buildKnownSubscription() });
    const grant = (plan: string) =>
      when(paying, { kind: 'grantGiven', grant: buildGrant({ plan }) }).account.entitlement;
    expect(grant('scale')).toMatchObject({ plan: 'scale', source: 'invoice' });
    expect(grant('team')).toMatchObject({ plan: 'team', source: 'stripe' });
    expect(grant('free')).toMatchObject({ plan: 'team', source: 'stripe' });
  });
});

describe('a revoked grant', () => {
  const revoked = {
    kind: 'grantRevoked',
    grantId: 'grant_1',
    actor: 'operator',
    reason: 'not paid',
  } as const;

  it('gives the row back to what else there is, and stays in the ledger', () => {
    const account = whenAll(buildAccount(), [{ kind: 'grantGiven', grant: buildGrant() }, revoked]);
    expect(account.grants).toMatchObject([{ grantId: 'grant_1', revokedAt: NOW }]);
    expect(account.entitlement?.plan).toBe('free');
  });

  it('changes nothing when there is no such grant', () => {
    const before = when(buildAccount(), { kind: 'timePassed' }).account;
    expect(when(before, revoked)).toEqual({ account: before, journal: [], effects: [] });
  });
});
