import { describe, expect, it } from 'vitest';
import { createGate, GATE, hasFeature, requireFeature, type Gated } from '../../src/billing/gate.js';
import type { Rules } from '../../src/billing/rules.js';
import type { Entitlement } from '../../src/contract/entitlement.js';
import { HsxError } from '../../src/kernel/hsx-error.js';
import { DAY_MS, HOUR_MS } from '../../src/kernel/instant.js';
import { buildRules } from '../../src/testing/index.js';
import { hsxErrorOf } from '../hubspot/hsx-error-of.js';
import { NOW } from './given.js';

const PAID: Entitlement = {
  plan: 'team',
  status: 'active',
  source: 'stripe',
  subscriptionId: 'sub_1',
  validUntil: NOW + 10 * DAY_MS,
  updatedAt: NOW - DAY_MS,
  adminEmail: 'ada@example.com',
};

interface Asked {
  readonly ctx: Gated;
  reads: number;
  observations: number;
}

function ask(row: unknown, more: { rules?: Rules; now?: number } = {}): Asked {
  const asked: Asked = {
    reads: 0,
    observations: 0,
    ctx: {
      [GATE]: createGate({
        rules: more.rules ?? buildRules(),
        clock: { now: () => more.now ?? NOW },
        read: async () => {
          asked.reads += 1;
          if (row instanceof Error) throw row;
          return Promise.resolve(row as Entitlement | null);
        },
        wantObservation: () => {
          asked.observations += 1;
        },
      }),
    },
  };
  return asked;
}

async function refusalOf(
  row: unknown,
  more: { rules?: Rules; now?: number; feature?: string } = {},
): Promise<string> {
  try {
    await requireFeature(ask(row, more).ctx, more.feature ?? 'sync.bidirectional');
    return 'passes';
  } catch (error) {
    if (!(error instanceof HsxError)) throw error;
    return `${error.name}: ${error.message}`;
  }
}

describe('the gate', () => {
  it('passes active and trialing rows whose plan has the feature, by name or by *', async () => {
    expect(await refusalOf(PAID)).toBe('passes');
    expect(await refusalOf({ ...PAID, status: 'trialing', trialEndsAt: NOW + 1 })).toBe('passes');
    expect(await refusalOf({ ...PAID, plan: 'scale' }, { feature: 'anything.at.all' })).toBe('passes');
  });

  it('passes the free features of a portal that has just installed, for ever', async () => {
    const installed = { plan: 'free', status: 'trialing', source: 'none', updatedAt: 1, adminEmail: '' };
    expect(await refusalOf(installed, { feature: 'sync.basic', now: NOW + 9_999 * DAY_MS })).toBe('passes');
    expect(await refusalOf(installed)).toBe(
      'PlanUpgradeRequired: Plan free does not include sync.bidirectional.',
    );
  });

  it.each([
    ['no row', null, 'PaymentRequired: Subscription is missing.'],
    ['a failed payment', { ...PAID, status: 'past_due' }, 'PaymentRequired: Subscription is past_due.'],
    [
      'a cancellation',
      { ...PAID, plan: 'free', status: 'canceled' },
      'PaymentRequired: Subscription is canceled.',
    ],
    ['a pause', { ...PAID, status: 'paused' }, 'PaymentRequired: Subscription is paused.'],
    ['a plan that is not in the file', { ...PAID, plan: 'gold' }, 'PaymentRequired: Unknown plan: gold'],
    [
      'a plan named like a property of every object',
      { ...PAID, plan: 'constructor' },
      'PaymentRequired: Unknown plan: constructor',
    ],
    ['an unknown status', { ...PAID, status: 'vip' }, 'PaymentRequired: Subscription is unreadable.'],
    [
      'a row without a plan',
      { status: 'active', updatedAt: 1 },
      'PaymentRequired: Subscription is unreadable.',
    ],
    [
      'a row without an instant',
      { ...PAID, updatedAt: 'yesterday' },
      'PaymentRequired: Subscription is unreadable.',
    ],
    ['a row that is text', 'active', 'PaymentRequired: Subscription is unreadable.'],
  ])('fails closed on %s', async (_what, row, message) => {
    expect(await refusalOf(row)).toBe(message);
    expect(await hasFeature(ask(row).ctx, 'sync.bidirectional')).toBe(false);
  });

  it('tells cards the plan, the status and the feature', async () => {
    const error = await hsxErrorOf(() => requireFeature(ask({ ...PAID, plan: 'free' }).ctx, 'agent.tools'));
    expect([error.code, error.status, error.retryable]).toEqual(['PLAN_UPGRADE_REQUIRED', 402, false]);
    expect(error.details).toEqual({ feature: 'agent.tools', currentPlan: 'free', status: 'active' });
  });

  it('passes a failed payment within its grace, and not a millisecond longer', async () => {
    const failed = { ...PAID, status: 'past_due', graceEndsAt: NOW };
    expect(await refusalOf(failed, { now: NOW - 1 })).toBe('passes');
    expect(await refusalOf(failed)).toBe('PaymentRequired: Subscription is past_due.');
  });

  it('gives a canceled portal the free plan’s features and no others, when so configured', async () => {
    const rules = buildRules({ after_cancel: 'free' });
    const canceled = { ...PAID, plan: 'free', status: 'canceled' };
    expect(await refusalOf(canceled, { rules, feature: 'sync.basic' })).toBe('passes');
    expect(await refusalOf(canceled, { rules })).toMatch(/^PlanUpgradeRequired/);
    expect(await refusalOf({ ...canceled, plan: 'team' }, { rules })).toMatch(/^PlanUpgradeRequired/);
  });

  it('ends a row that nobody observes at its own end', async () => {
    const licence = { ...PAID, source: 'invoice', subscriptionId: undefined, validUntil: NOW };
    expect(await refusalOf(licence, { now: NOW - 1 })).toBe('passes');
    expect(await refusalOf(licence)).toBe('PaymentRequired: Subscription is ended.');
  });

  it('ends a paid trial by hand at its end, or trial_days after it was written', async () => {
    const rules = buildRules({}, { isHandWired: true });
    const trial = {
      plan: 'team',
      status: 'trialing',
      subscriptionId: 'sub_1',
      updatedAt: NOW - 14 * DAY_MS,
      adminEmail: '',
    };
    expect(await refusalOf({ ...trial, trialEndsAt: NOW + 1 }, { rules })).toBe('passes');
    expect(await refusalOf(trial, { rules, now: NOW - 1 })).toBe('passes');
    expect(await refusalOf(trial, { rules })).toBe('PaymentRequired: Subscription is ended.');
  });
});

describe('a store outage', () => {
  it('is BillingUnavailable and is rethrown by hasFeature: a hiccup never shows an upgrade prompt to a payer', async () => {
    const error = await hsxErrorOf(() => hasFeature(ask(new Error('disk')).ctx, 'sync.basic'));
    expect([error.name, error.code, error.status, error.retryable]).toEqual([
      'BillingUnavailable',
      'BILLING_UNAVAILABLE',
      503,
      true,
    ]);
    expect(error.cause).toEqual(new Error('disk'));
  });
});

describe('the gate’s store reads', () => {
  it('are one a request, however many checks, also at once and after a refusal', async () => {
    const asked = ask({ ...PAID, status: 'paused' });
    await Promise.all([1, 2, 3].map(() => hasFeature(asked.ctx, 'sync.basic')));
    await hasFeature(asked.ctx, 'sync.bidirectional');
    expect(asked.reads).toBe(1);
  });

  it('are none when nothing is asked', () => {
    expect(ask(PAID).reads).toBe(0);
  });
});

describe('a row past its time', () => {
  const at = PAID.validUntil ?? 0;

  it('keeps its answer for 24 hours, then nobody can say', async () => {
    expect(await refusalOf(PAID, { now: at + DAY_MS - 1 })).toBe('passes');
    const denied = await refusalOf({ ...PAID, status: 'paused' }, { now: at + DAY_MS - 1 });
    expect(denied).toBe('PaymentRequired: Subscription is paused.');
    expect(await refusalOf(PAID, { now: at + DAY_MS })).toMatch(/^BillingUnavailable/);
  });

  it('queues one observation a request, and none before its time', async () => {
    for (const [now, expected] of [
      [at - 1, 0],
      [at, 1],
      [at + 2 * DAY_MS, 1],
    ] as const) {
      const asked = ask(PAID, { now });
      for (let check = 0; check < 3; check++) await hasFeature(asked.ctx, 'sync.basic').catch(() => null);
      expect(asked.observations).toBe(expected);
    }
  });

  it('is past its time at the end of its trial already', async () => {
    const trial = { ...PAID, status: 'trialing', trialEndsAt: NOW };
    const asked = ask(trial);
    expect([await hasFeature(asked.ctx, 'sync.basic'), asked.observations]).toEqual([true, 1]);
    expect(await refusalOf(trial, { now: NOW + DAY_MS + HOUR_MS })).toMatch(/^BillingUnavailable/);
  });

  it('does not matter once the subscription has ended', async () => {
    const canceled = { ...PAID, plan: 'free', status: 'canceled' };
    expect(await refusalOf(canceled, { now: at + 99 * DAY_MS })).toBe(
      'PaymentRequired: Subscription is canceled.',
    );
  });
});
