import { describe, expect, it } from 'vitest';
import { subscriptionStatus } from '../../../src/providers/stripe/status.js';
import {
  cancelAt,
  invoiceSubscriptionId,
  periodEndsAt,
} from '../../../src/providers/stripe/subscription-fields.js';

const items = (...ends: number[]) => ({ data: ends.map((end) => ({ current_period_end: end })) });

describe('the end of the paid period', () => {
  it('is the earliest over the items', () => {
    expect(periodEndsAt({ items: items(300, 200, 400) })).toBe(200_000);
  });

  it('is read from the subscription itself in versions before basil', () => {
    expect(periodEndsAt({ items: { data: [{}] }, current_period_end: 500 })).toBe(500_000);
    expect(periodEndsAt({ current_period_end: 500 })).toBe(500_000);
  });

  it('is unknown when neither says it, never an invalid date', () => {
    expect(periodEndsAt({ items: items() })).toBeNull();
    expect(
      periodEndsAt({ items: { data: [{ current_period_end: null }] }, current_period_end: null }),
    ).toBeNull();
  });
});

describe('a scheduled cancellation', () => {
  it('is seen in the date alone, as flexible billing writes it', () => {
    expect(cancelAt({ items: items(200), cancel_at: 250, cancel_at_period_end: false })).toBe(250_000);
  });

  it('is seen in the switch alone, at the end of the longest period', () => {
    expect(cancelAt({ items: items(200, 300), cancel_at: null, cancel_at_period_end: true })).toBe(300_000);
    expect(cancelAt({ current_period_end: 500, cancel_at_period_end: true })).toBe(500_000);
  });

  it('is none without either, and none once it has happened', () => {
    expect(cancelAt({ items: items(200), cancel_at: null, cancel_at_period_end: false })).toBeNull();
    expect(cancelAt({ items: items(200), cancel_at: 250, ended_at: 250 })).toBeNull();
  });
});

describe("an invoice's subscription", () => {
  it('is found under parent, or on top in versions before basil, expanded or not', () => {
    expect(invoiceSubscriptionId({ subscription: 'sub_1' })).toBe('sub_1');
    expect(invoiceSubscriptionId({ parent: null, subscription: { id: 'sub_1' } })).toBe('sub_1');
    const details = { metadata: null, subscription: 'sub_2' };
    expect(invoiceSubscriptionId({ parent: { subscription_details: details }, subscription: 'sub_1' })).toBe(
      'sub_2',
    );
  });

  it('is none for an invoice on its own', () => {
    expect(invoiceSubscriptionId({ parent: null })).toBeNull();
    expect(invoiceSubscriptionId({})).toBeNull();
  });
});

describe("a subscription's status", () => {
  it.each([
    'trialing',
    'active',
    'past_due',
    'unpaid',
    'paused',
    'incomplete',
    'incomplete_expired',
    'canceled',
  ])('is kept when it is known: %s', (status) => {
    expect(subscriptionStatus(status)).toBe(status);
  });

  it.each(['', 'ACTIVE', 'active ', 'hibernating', 'unknown', 'constructor', '__proto__'])(
    'is unknown otherwise: %j',
    (status) => {
      expect(subscriptionStatus(status)).toBe('unknown');
    },
  );
});
