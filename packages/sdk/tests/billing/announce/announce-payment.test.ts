import { describe, expect, it } from 'vitest';
import type { ObservedInvoice } from '../../../src/billing/observation.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/kernel/instant.js';
import { buildCustomer, buildObserved, buildSubscription } from '../../../src/testing/index.js';
import { NOW, observed, when, whenAll } from '../given.js';

const INVOICE: ObservedInvoice = {
  invoiceId: 'in_1',
  isPaid: false,
  attemptCount: 1,
  nextAttemptAt: NOW + 3 * DAY_MS,
  createdAt: NOW,
};
const failed = (more: Partial<ObservedInvoice> = {}, status: 'past_due' | 'unpaid' = 'past_due') =>
  observed(buildObserved([buildSubscription({ status, latestInvoice: { ...INVOICE, ...more } })]));
const paying = () => whenAll(buildCustomer(), [observed(buildObserved([buildSubscription()]))]);

describe('a failed payment', () => {
  it('is told once an attempt, with the provider’s next date', () => {
    const { account, effects } = when(paying(), failed());
    expect(effects).toMatchObject([
      {
        key: 'payment-failed:in_1:1',
        template: 'payment-failed',
        data: { attempt: 1, nextAttemptAt: NOW + 3 * DAY_MS },
      },
    ]);
    expect(when(account, failed()).effects).toEqual([]);
    expect(when(account, failed({ attemptCount: 2 })).effects).toMatchObject([
      { key: 'payment-failed:in_1:2' },
    ]);
  });

  it('of which attempts were missed tells the latest alone', () => {
    const { account } = when(paying(), failed());
    expect(when(account, failed({ attemptCount: 4 })).effects.map(({ key }) => key)).toEqual([
      'payment-failed:in_1:4',
    ]);
  });

  it('says so when the provider will not try again', () => {
    const last = failed({ attemptCount: 4, nextAttemptAt: null }, 'unpaid');
    expect(when(paying(), last).effects).toMatchObject([{ template: 'last-attempt' }]);
  });

  it('whose next date moved is not told again', () => {
    const { account } = when(paying(), failed());
    expect(when(account, failed({ nextAttemptAt: NOW + 4 * DAY_MS })).effects).toEqual([]);
  });

  it('is no news while the invoice was never tried, or is paid', () => {
    expect(when(paying(), failed({ attemptCount: 0 })).effects).toEqual([]);
    expect(when(paying(), failed({ isPaid: true })).effects).toEqual([]);
  });

  it('is looked at again when the provider tries again, and hourly for a day while it is late', () => {
    const { account } = when(paying(), failed());
    expect(account.dueAt).toBeGreaterThanOrEqual(NOW + 3 * DAY_MS);
    expect(account.dueAt).toBeLessThan(NOW + 3 * DAY_MS + MINUTE_MS);
    const late = when(account, failed(), { now: NOW + 3 * DAY_MS + MINUTE_MS }).account;
    expect(late.dueAt).toBeLessThan(NOW + 3 * DAY_MS + HOUR_MS + 3 * MINUTE_MS);
    const never = when(account, failed(), { now: NOW + 5 * DAY_MS }).account;
    expect(never.dueAt).toBeGreaterThan(NOW + 6 * DAY_MS);
  });
});
