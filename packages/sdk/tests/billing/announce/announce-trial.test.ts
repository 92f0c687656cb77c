import { describe, expect, it } from 'vitest';
import type { Account } from '../../../src/billing/account.js';
import type { ObservedSubscription } from '../../../src/billing/observation.js';
import { DAY_MS, MINUTE_MS } from '../../../src/kernel/instant.js';
import { buildCustomer, buildObserved, buildSubscription } from '../../../src/testing/index.js';
import { NOW, observed, when } from '../given.js';

const TRIAL: Partial<ObservedSubscription> = {
  status: 'trialing',
  createdAt: NOW,
  trialEndsAt: NOW + 14 * DAY_MS,
  periodEndsAt: NOW + 14 * DAY_MS,
};

/** The account after the provider was read on these days of the trial, and every mail on the way. */
function seenOn(
  days: readonly (readonly [number, Partial<ObservedSubscription>])[],
  start = buildCustomer(),
) {
  const mails: string[] = [];
  let account: Account = start;
  for (const [day, more] of days) {
    const input = observed(buildObserved([buildSubscription({ ...TRIAL, ...more })]));
    const decision = when(account, input, { now: NOW + day * DAY_MS });
    account = decision.account;
    mails.push(...decision.effects.filter(({ kind }) => kind === 'sendEmail').map(({ key }) => key));
  }
  return { account, mails: mails.map((key) => key.split(':').at(-1)) };
}

describe('the mails of a trial', () => {
  it('are told once each, however often the provider is read', () => {
    const active = { status: 'active', periodEndsAt: NOW + 44 * DAY_MS } as const;
    const days = [0, 2, 3, 3.5, 10, 11, 13, 14, 14.1, 20].map(
      (day) => [day, day < 14 ? {} : active] as const,
    );
    expect(seenOn(days).mails).toEqual(['checkIn', 'ending', 'ended']);
  });

  it('wait for the end to be seen when the provider still shows a running trial at its last instant', () => {
    const { account, mails } = seenOn([
      [11, {}],
      [14, {}],
    ]);
    expect(mails).toEqual(['ending']);
    expect(account.dueAt).toBeLessThan(NOW + 14 * DAY_MS + 62 * MINUTE_MS);
    expect(seenOn([[14.05, { status: 'active' }]], account).mails).toEqual(['ended']);
  });

  it('name the new end when the trial is shortened to a later day, and come by it', () => {
    const trialEndsAt = NOW + 8 * DAY_MS;
    const days = [
      [3, {}],
      [4, { trialEndsAt }],
      [5, { trialEndsAt }],
      [8, { trialEndsAt, status: 'active' }],
    ] as const;
    const { mails, account } = seenOn(days);
    expect(mails).toEqual(['checkIn', 'ending', 'ended']);
    expect(account.trial?.plannedEndsAt).toBe(trialEndsAt);
  });

  it('do not tell of an end that was cut short', () => {
    const cut = { trialEndsAt: NOW + 5 * DAY_MS, status: 'active' } as const;
    expect(
      seenOn([
        [3, {}],
        [5, cut],
        [14, cut],
        [30, cut],
      ]).mails,
    ).toEqual(['checkIn']);
  });

  it('follow a trial that was made longer', () => {
    const trialEndsAt = NOW + 28 * DAY_MS;
    expect(
      seenOn([
        [11, {}],
        [12, { trialEndsAt }],
        [20, { trialEndsAt }],
        [28, { trialEndsAt, status: 'active' }],
      ]).mails,
    ).toEqual(['ending', 'ended']);
  });

  it('warn a portal that stays after all, as long as the warning is true', () => {
    const leaving = { cancelAt: NOW + 14 * DAY_MS };
    expect(
      seenOn([
        [11, leaving],
        [12, {}],
      ]).mails,
    ).toEqual(['ending']);
    expect(
      seenOn([
        [11, leaving],
        [14, { ...leaving, status: 'active' }],
        [15, { status: 'active' }],
      ]).mails,
    ).toEqual([]);
  });

  it('go to nobody before an address is known', () => {
    expect(seenOn([[3, {}]], buildCustomer({ adminEmail: '' })).mails).toEqual([]);
  });
});
