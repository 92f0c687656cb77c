import { describe, expect, it } from 'vitest';
import { billingState } from '../../../src/worker/pages/billing-state.js';
import type { BillingStateFacts } from '../../../src/worker/pages/billing-state.js';

const DECEMBER_5 = Date.UTC(2026, 11, 5);
const DECEMBER_9 = Date.UTC(2026, 11, 9);

const stateOf = (facts: Partial<BillingStateFacts> & Pick<BillingStateFacts, 'status'>) =>
  billingState({ trialEndsAt: null, cancelAt: null, ...facts });

describe('the billing state in words', () => {
  it('says until when a trial is free and what happens then', () => {
    const { badge, sentence } = stateOf({ status: 'trialing', trialEndsAt: DECEMBER_5 });
    expect(badge).toBe('Free trial');
    expect(sentence).toContain('Free until 5 December 2026. The first payment is due then');
  });

  it('announces no payment for a trial without an end, which is the free plan after install', () => {
    expect(stateOf({ status: 'trialing' }).sentence).toBe('Nothing is being charged at the moment.');
  });

  it('says when a canceled trial ends and that nothing follows', () => {
    const { badge, sentence } = stateOf({
      status: 'trialing',
      trialEndsAt: DECEMBER_5,
      cancelAt: DECEMBER_5,
    });
    expect(badge).toBe('Ends on 5 December 2026');
    expect(sentence).toBe('The free trial runs until 5 December 2026 and does not renew.');
  });

  it('tells a cancellation that is scheduled from a subscription that has ended', () => {
    const scheduled = stateOf({ status: 'active', cancelAt: DECEMBER_9 });
    expect(scheduled.badge).toBe('Ends on 9 December 2026');
    expect(scheduled.sentence).toBe(
      'The subscription stays active until 9 December 2026 and does not renew.',
    );
    expect(stateOf({ status: 'canceled', cancelAt: DECEMBER_9 }).badge).toBe('Canceled');
  });

  it('asks for a payment method after a failed payment', () => {
    expect(stateOf({ status: 'past_due' })).toMatchObject({ badge: 'Payment failed', tone: 'warning' });
    expect(stateOf({ status: 'past_due' }).sentence).toContain('Update the payment method');
  });

  it('has words for an active and a paused subscription', () => {
    expect(stateOf({ status: 'active' }).badge).toBe('Active');
    expect(stateOf({ status: 'paused' }).sentence).toContain('paused');
  });

  it('shows a status it does not know as it is and promises nothing', () => {
    const { badge, tone, sentence } = stateOf({ status: 'hibernating' as 'active' });
    expect({ badge, tone }).toEqual({ badge: 'Unknown', tone: 'warning' });
    expect(sentence).toContain('"hibernating"');
  });
});
