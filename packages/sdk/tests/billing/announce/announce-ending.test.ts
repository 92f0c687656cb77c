import { describe, expect, it } from 'vitest';
import type { Account } from '../../../src/billing/account.js';
import type { Effect } from '../../../src/billing/decision.js';
import type { Input } from '../../../src/billing/input.js';
import { DAY_MS } from '../../../src/kernel/instant.js';
import {
  buildCustomer,
  buildGrant,
  buildKnownSubscription,
  buildObserved,
  buildSubscription,
} from '../../../src/testing/index.js';
import { NOW, observed, when, whenAll } from '../given.js';

const paying = () => whenAll(buildCustomer(), [observed(buildObserved([buildSubscription()]))]);
const ended = (endedAt: number, subscriptionId = 'sub_1'): Input =>
  observed(buildObserved([buildSubscription({ subscriptionId, status: 'canceled', endedAt })]));
const keysOf = (effects: readonly Effect[]) => effects.map(({ key }) => key);

describe('the end of a subscription', () => {
  it('is told once, with the day until which the data is kept', () => {
    const first = when(paying(), ended(NOW));
    expect(keysOf(first.effects)).toEqual(['trigger:subscription-ended:sub_1', 'subscription-ended:sub_1']);
    expect(first.account.retentionEndsAt).toBe(NOW + 30 * DAY_MS);
    expect(first.account.dueAt).toBe(NOW + 30 * DAY_MS);
    expect(when(first.account, ended(NOW), { now: NOW + 1 }).effects).toEqual([]);
  });

  it('of long ago is no news when it is the first thing known of the portal', () => {
    const { account, effects } = when(buildCustomer(), ended(NOW - 400 * DAY_MS));
    expect(effects).toEqual([]);
    expect(account.retentionEndsAt).toBeNull();
    expect(when(account, ended(NOW - 400 * DAY_MS)).effects).toEqual([]);
  });

  it('that is heard of too late keeps the data from then on', () => {
    const { account, effects } = when(paying(), ended(NOW - 400 * DAY_MS));
    expect(keysOf(effects)).toHaveLength(2);
    expect(account.retentionEndsAt).toBe(NOW + 30 * DAY_MS);
  });

  it('is told the author alone while a grant entitles the portal, and gives no day', () => {
    const granted = when(paying(), { kind: 'grantGiven', grant: buildGrant() }).account;
    const { account, effects } = when(granted, ended(NOW));
    expect(effects).toMatchObject([
      { kind: 'runTrigger', trigger: 'billing.subscription_ended', event: { retentionEndsAt: null } },
    ]);
    expect(account.retentionEndsAt).toBeNull();
  });
});

describe('the time the data is kept', () => {
  const former = (): Account => when(paying(), ended(NOW)).account;
  const later = (account: Account, days: number) =>
    when(account, { kind: 'timePassed' }, { now: NOW + days * DAY_MS });

  it('ends in the author’s cleanup, once', () => {
    expect(later(former(), 29).effects).toEqual([]);
    const { account, effects } = later(former(), 30);
    expect(effects).toMatchObject([{ kind: 'runTrigger', trigger: 'billing.retention_ended' }]);
    expect(account.dueAt).toBeNull();
    expect(later(account, 90).effects).toEqual([]);
    expect(when(account, ended(NOW), { now: NOW + 91 * DAY_MS }).effects).toEqual([]);
  });

  it('is forgotten when the portal subscribes again or gets a licence', () => {
    const again = observed(buildObserved([buildSubscription({ subscriptionId: 'sub_2' })]));
    expect(when(former(), again).account.retentionEndsAt).toBeNull();
    const granted = when(former(), { kind: 'grantGiven', grant: buildGrant() }).account;
    expect(granted.retentionEndsAt).toBeNull();
    expect(later(granted, 400).effects).toEqual([]);
  });

  it('begins anew when a licence that came after the subscription ends', () => {
    const granted = when(former(), { kind: 'grantGiven', grant: buildGrant() }).account;
    const revoked: Input = {
      kind: 'grantRevoked',
      grantId: 'grant_1',
      actor: 'operator',
      reason: 'contract over',
    };
    const { account } = when(granted, revoked, { now: NOW + 60 * DAY_MS });
    expect(account.retentionEndsAt).toBe(NOW + 90 * DAY_MS);
    expect(later(account, 90).effects).toMatchObject([{ trigger: 'billing.retention_ended' }]);
  });

  it('begins with a deleted customer as well', () => {
    const gone = observed(buildObserved([], { isDeleted: true }));
    const { account, effects } = when(paying(), gone);
    expect(keysOf(effects)).toContain('subscription-ended:sub_1');
    expect(account.retentionEndsAt).toBe(NOW + 30 * DAY_MS);
  });
});

it('an app that does its billing by hand tells its customers itself', () => {
  const account = buildCustomer({ subscription: buildKnownSubscription() });
  expect(when(account, ended(NOW)).effects.length).toBeGreaterThan(0);
});
