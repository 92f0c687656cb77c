import { describe, expect, it } from 'vitest';
import type { PaymentReversed } from '../../../src/billing/input.js';
import type { PaymentReversal } from '../../../src/billing/observation.js';
import { buildCustomer, buildKnownSubscription, buildRules, withRow } from '../../../src/testing/index.js';
import { NOW, when, whenAll } from '../given.js';

const payer = () =>
  withRow(buildCustomer({ subscription: buildKnownSubscription({ observedAt: NOW }) }), buildRules(), NOW);

function reversed(kind: PaymentReversal['kind'], reversalId = 'du_1'): PaymentReversed {
  const payment = { paymentId: 'ch_1', customerId: 'cus_1', amountMinor: 4_900, currency: 'usd' };
  return { kind: 'paymentReversed', reversal: { kind, reversalId, ...payment } };
}

describe('a payment that goes back', () => {
  it.each([
    ['refunded', 'payment_refunded', 'was refunded.'],
    ['partlyRefunded', 'payment_refunded', 'was refunded in part.'],
    ['disputed', 'payment_disputed', 'is disputed.'],
    ['disputeLost', 'dispute_lost', 'was lost.'],
  ] as const)('because it is %s is written down and alerted, and access stays', (kind, alert, words) => {
    const before = payer();
    const { account, journal, effects } = when(before, reversed(kind));
    expect(account.entitlement).toEqual(before.entitlement);
    expect(journal.map(({ summary }) => summary)).toEqual([expect.stringContaining(words)]);
    expect(effects.filter((effect) => effect.kind === 'raiseAlert')).toMatchObject([
      {
        key: `${kind}:du_1`,
        alert,
        message: expect.stringContaining('Access is unchanged.') as string,
        details: { paymentId: 'ch_1', amountMinor: '4900', currency: 'usd' },
      },
    ]);
  });

  it('is told once, however often it is read', () => {
    const once = when(payer(), reversed('refunded', 'ch_1:4900')).account;
    const again = when(once, reversed('refunded', 'ch_1:4900'));
    expect([again.journal, again.effects]).toEqual([[], []]);
  });

  it('twice in parts is told twice', () => {
    const once = when(payer(), reversed('partlyRefunded', 'ch_1:1000')).account;
    expect(when(once, reversed('refunded', 'ch_1:4900')).journal).toHaveLength(1);
  });

  it('remembers the latest fifty', () => {
    const refunds = Array.from({ length: 60 }, (_, at) => reversed('refunded', `ch_${at}`));
    const { notedReversals } = whenAll(payer(), refunds);
    expect([notedReversals.length, notedReversals.at(-1)]).toEqual([50, 'refunded:ch_59']);
  });
});

describe('a dispute that is decided', () => {
  it.each(['disputeWon', 'disputeLost'] as const)('(%s) resolves the alert of its opening', (kind) => {
    const open = when(payer(), reversed('disputed')).account;
    expect(when(open, reversed(kind)).effects).toContainEqual({
      kind: 'resolveAlert',
      key: `resolve:${kind}:du_1`,
      alertKey: 'disputed:du_1',
    });
  });

  it('is not opened again by a reading that was slower', () => {
    const decided = when(payer(), reversed('disputeWon')).account;
    expect(when(decided, reversed('disputed')).effects).toEqual([]);
  });
});
