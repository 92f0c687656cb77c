import { describe, expect, it } from 'vitest';
import { buildCustomer } from '../../../src/testing/index.js';
import { NOW, when } from '../given.js';

describe('time that passes', () => {
  it('forgets a checkout page at the instant its time runs out, and gives the trial back', () => {
    const checkout = {
      checkoutId: 'cs_1',
      url: 'https://pay.example',
      plan: 'team',
      priceId: 'p',
      trialDays: 14,
      expiresAt: NOW,
    };
    const before = buildCustomer({ checkout, trial: { state: 'reserved', at: 1, plannedEndsAt: null } });
    expect(when(before, { kind: 'timePassed' }, { now: NOW - 1 }).account).toMatchObject({
      checkout,
      dueAt: NOW,
    });
    expect(when(before, { kind: 'timePassed' }).account).toMatchObject({
      checkout: null,
      trial: null,
      dueAt: null,
    });
  });
});
