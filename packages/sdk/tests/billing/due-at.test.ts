import { describe, expect, it } from 'vitest';
import type { KnownSubscription } from '../../src/billing/account.js';
import { dueAtOf, isObservationDue } from '../../src/billing/due-at.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/kernel/instant.js';
import {
  buildAccount,
  buildCustomer,
  buildGrant,
  buildKnownSubscription,
  buildRules,
  withRow,
} from '../../src/testing/index.js';
import { NOW, when } from './given.js';

function dueOf(subscription: Partial<KnownSubscription>, now = NOW): number | null {
  return dueAtOf(
    buildCustomer({ subscription: buildKnownSubscription({ observedAt: NOW - 1, ...subscription }) }),
    now,
  );
}

describe('the next due instant', () => {
  it('is none when nothing happens by itself', () => {
    expect(dueAtOf(buildAccount(), NOW)).toBeNull();
    expect(dueAtOf(buildAccount({ grants: [buildGrant(), buildGrant({ until: NOW - 1 })] }), NOW)).toBeNull();
    expect(dueOf({ status: 'canceled' })).toBeNull();
  });

  it('is a day before the row goes stale, spread over a minute by portal', () => {
    const staleAt = Date.UTC(2026, 11, 4);
    const due = dueOf({}) ?? 0;
    expect(due).toBeGreaterThanOrEqual(staleAt - DAY_MS);
    expect(due).toBeLessThan(staleAt - DAY_MS + MINUTE_MS);
    const portals = Array.from({ length: 50 }, (_, index) => String(51200417 + index));
    const spread = portals.map((portalId) => {
      const account = buildCustomer({ subscription: buildKnownSubscription() });
      return dueAtOf({ ...account, key: { ...account.key, portalId } }, NOW);
    });
    expect(new Set(spread).size).toBeGreaterThan(40);
  });

  it('is the end of the trial, or of a scheduled cancellation, when that comes first', () => {
    const within = (at: number | null, from: number) => at !== null && at >= from && at < from + MINUTE_MS;
    expect(within(dueOf({ status: 'trialing', trialEndsAt: NOW + DAY_MS }), NOW + DAY_MS)).toBe(true);
    expect(within(dueOf({ cancelAt: NOW + DAY_MS }), NOW + DAY_MS)).toBe(true);
  });

  it('is an hour away for an instant that came and was not observed', () => {
    expect(dueOf({ cancelAt: NOW })).toBe(NOW + HOUR_MS);
  });

  it('is an hour after an observation that came on time and saw no change yet, for a day', () => {
    expect(dueOf({ cancelAt: NOW - 2 })).toBeLessThan(NOW + HOUR_MS + MINUTE_MS);
    expect(dueOf({ status: 'trialing', trialEndsAt: NOW - 2 })).toBeLessThan(NOW + HOUR_MS + MINUTE_MS);
    expect(dueOf({ cancelAt: NOW - DAY_MS - 2 })).toBeGreaterThan(NOW + DAY_MS);
  });

  it('passes over the end of a trial that is over', () => {
    expect(dueOf({ status: 'active', trialEndsAt: NOW - 2 })).toBeGreaterThan(NOW + DAY_MS);
  });

  it('keeps coming for a subscription whose period is over, as that of a paused one is', () => {
    expect(dueOf({ status: 'paused', periodEndsAt: NOW - 90 * DAY_MS })).toBeLessThan(NOW + 3 * DAY_MS);
  });

  it('is the earliest of writes, page, grants and grace', () => {
    const rules = buildRules({ past_due_grace_days: 3 });
    const failed = buildKnownSubscription({ status: 'past_due', pastDueSince: NOW, observedAt: NOW });
    expect(dueAtOf(withRow(buildCustomer({ subscription: failed }), rules, NOW), NOW)).toBe(NOW + 3 * DAY_MS);
    const grants = [buildGrant({ until: NOW + 9 }), buildGrant({ until: NOW + 5 })];
    expect(dueAtOf(buildAccount({ grants }), NOW)).toBe(NOW + 5);
  });

  it('is none for a subscription nobody can observe: its customer is gone', () => {
    expect(dueAtOf(buildAccount({ subscription: buildKnownSubscription() }), NOW)).toBeNull();
  });
});

describe('an observation', () => {
  it('is due when an instant has come that the last one could not see', () => {
    const account = (cancelAt: number, observedAt: number) =>
      buildCustomer({ subscription: buildKnownSubscription({ cancelAt, observedAt }) });
    expect(isObservationDue(account(NOW, NOW - 1), NOW)).toBe(true);
    expect(isObservationDue(account(NOW + 1, NOW - 1), NOW)).toBe(false);
    expect(isObservationDue(account(NOW - 1, NOW - 1), NOW)).toBe(false);
    expect(isObservationDue(buildCustomer(), NOW)).toBe(false);
  });
});

describe('provider writes', () => {
  it('make the account due when the first of them may be tried: the others wait for it', () => {
    const wished = when(buildAccount(), { kind: 'checkoutWished', plan: 'team' }).account;
    expect(wished.dueAt).toBe(NOW);
    const { account } = when(wished, {
      kind: 'intentPostponed',
      generation: 1,
      reason: 'down',
      needsOperator: false,
    });
    expect(account.dueAt).toBe(NOW + 5_000);
  });
});
