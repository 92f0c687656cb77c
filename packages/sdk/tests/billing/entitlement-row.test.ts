import { describe, expect, it } from 'vitest';
import { emptyAccount, type Account } from '../../src/billing/account.js';
import { isGrantLive, projectEntitlement } from '../../src/billing/entitlement-row.js';
import { DAY_MS } from '../../src/kernel/instant.js';
import {
  ACCOUNT_KEY,
  buildAccount,
  buildCustomer,
  buildGrant,
  buildKnownSubscription,
  buildRules,
  withRow,
} from '../../src/testing/index.js';
import { NOW } from './given.js';

const rules = buildRules({ past_due_grace_days: 3 });

function rowOf(account: Account, now = NOW) {
  return projectEntitlement(account, rules, now);
}

describe('the row', () => {
  it('is missing before the install and without a grant', () => {
    expect(rowOf(emptyAccount(ACCOUNT_KEY))).toBeNull();
  });

  it('moves updatedAt only when something else moves', () => {
    const paying = withRow(buildCustomer({ subscription: buildKnownSubscription() }), rules, NOW);
    expect(rowOf(paying, NOW + DAY_MS)?.updatedAt).toBe(NOW);
    expect(rowOf({ ...paying, adminEmail: 'new@example.com' }, NOW + DAY_MS)?.updatedAt).toBe(NOW + DAY_MS);
  });

  it('names the highest-ranked live source, and a licence over nothing paid', () => {
    const grants = [
      buildGrant({ grantId: 'a', plan: 'team', source: 'partner' }),
      buildGrant({ grantId: 'b', source: 'reviewer' }),
    ];
    expect(rowOf(buildAccount({ grants }))).toMatchObject({
      plan: 'scale',
      source: 'reviewer',
      status: 'active',
    });
    expect(rowOf(buildAccount({ grants: [buildGrant({ until: NOW })] }))).toMatchObject({
      plan: 'free',
      source: 'none',
    });
  });

  it('tells why there is no access when no source is live', () => {
    const paused = buildCustomer({ subscription: buildKnownSubscription({ status: 'paused' }) });
    expect(rowOf(paused)).toMatchObject({ plan: 'team', status: 'paused', source: 'stripe' });
    expect(rowOf({ ...paused, grants: [buildGrant({ plan: 'team' })] })).toMatchObject({
      status: 'active',
      source: 'invoice',
    });
  });

  it('holds on to a failed payment within its grace, and falls back to a lower grant at its end', () => {
    const account = buildCustomer({
      subscription: buildKnownSubscription({
        plan: 'scale',
        status: 'past_due',
        pastDueSince: NOW - 3 * DAY_MS + 1,
      }),
      grants: [buildGrant({ plan: 'team' })],
    });
    expect(rowOf(account)).toMatchObject({ plan: 'scale', status: 'past_due' });
    expect(rowOf(account, NOW + 1)).toMatchObject({ plan: 'team', status: 'active', source: 'invoice' });
  });

  it('counts a period that was over when it was observed from the observation', () => {
    const paused = buildKnownSubscription({
      status: 'paused',
      periodEndsAt: NOW - 30 * DAY_MS,
      observedAt: NOW,
    });
    expect(rowOf(buildCustomer({ subscription: paused }))?.validUntil).toBe(NOW + 3 * DAY_MS);
  });

  it('is valid without an end when the provider names no period', () => {
    const row = rowOf(buildCustomer({ subscription: buildKnownSubscription({ periodEndsAt: null }) }));
    expect(row).not.toHaveProperty('validUntil');
  });

  it('calls the plan of a portal nobody pays for "free" even when the file has no such plan', () => {
    const paidOnly = buildRules({ plans: ['team', 'scale'] });
    expect(projectEntitlement(buildAccount(), paidOnly, NOW)).toMatchObject({
      plan: 'free',
      status: 'trialing',
    });
  });
});

describe('a grant', () => {
  it('is live until its end and without one for ever', () => {
    expect([
      isGrantLive(buildGrant({ until: NOW + 1 }), NOW),
      isGrantLive(buildGrant({ until: NOW }), NOW),
    ]).toEqual([true, false]);
    expect(isGrantLive(buildGrant(), NOW)).toBe(true);
  });
});
