import { describe, expect, it } from 'vitest';
import type { Account, KnownSubscription } from '../../../src/billing/account.js';
import { explain } from '../../../src/billing/explain/explain.js';
import type { Rules } from '../../../src/billing/rules.js';
import { DAY_MS, HOUR_MS } from '../../../src/kernel/instant.js';
import {
  buildAccount,
  buildCustomer,
  buildGrant,
  buildKnownSubscription,
  buildRules,
  withRow,
} from '../../../src/testing/index.js';
import { emptyAccount } from '../../../src/billing/account.js';
import { ACCOUNT_KEY } from '../../../src/testing/index.js';

const NOW = Date.UTC(2026, 10, 20, 12);
const RULES = buildRules();

interface Prepared {
  readonly portal: string;
  readonly account: Account;
  readonly rules?: Rules;
  /** When the row was written; default: now. */
  readonly rowAt?: number;
  readonly feature: string | null;
  readonly code: string | null;
  readonly verdict: string;
  /** The winning source, its kind and where it comes from. */
  readonly winner: string | null;
  /** The first of the changes ahead. */
  readonly next: string | RegExp | null;
}

const subscribed = (more: Partial<KnownSubscription> = {}, account: Partial<Account> = {}) =>
  buildCustomer({ subscription: buildKnownSubscription({ observedAt: NOW, ...more }), ...account });

const PREPARED: readonly Prepared[] = [
  {
    portal: 'nobody knows',
    account: emptyAccount(ACCOUNT_KEY),
    feature: 'sync.basic',
    code: 'PAYMENT_REQUIRED',
    verdict:
      'No: nothing is known of this portal; the app was never installed there and nobody gave it a grant.',
    winner: null,
    next: 'Installing the app.',
  },
  {
    portal: 'free, asking for a free feature',
    account: buildAccount(),
    feature: 'sync.basic',
    code: null,
    verdict: 'Yes: plan free holds sync.basic, as for every portal that has the app.',
    winner: 'install none',
    next: null,
  },
  {
    portal: 'free, asking for a paid feature',
    account: buildAccount(),
    feature: 'sync.bidirectional',
    code: 'PLAN_UPGRADE_REQUIRED',
    verdict: 'No: plan free does not hold sync.bidirectional.',
    winner: 'install none',
    next: 'A plan that holds sync.bidirectional: team, scale.',
  },
  {
    portal: 'on trial',
    account: subscribed({ status: 'trialing', trialEndsAt: NOW + 3 * DAY_MS }),
    feature: 'sync.bidirectional',
    code: null,
    verdict:
      'Yes: plan team holds sync.bidirectional, by subscription sub_1 (trialing until 2026-11-23 12:00 UTC).',
    winner: 'subscription stripe',
    next: /^The trial ends/,
  },
  {
    portal: 'whose trial ended unseen two days ago',
    account: subscribed({
      status: 'trialing',
      trialEndsAt: NOW - 2 * DAY_MS,
      observedAt: NOW - 3 * DAY_MS,
    }),
    feature: 'sync.bidirectional',
    code: 'BILLING_UNAVAILABLE',
    verdict:
      'Not now: the provider has not confirmed the subscription for more than a day; nobody is told to pay.',
    winner: 'subscription stripe',
    next: 'Reading the provider again: hs-x billing sync 51200417.',
  },
  {
    portal: 'that pays',
    account: subscribed(),
    feature: null,
    code: null,
    verdict: 'Yes: plan team is in force, by subscription sub_1 (active).',
    winner: 'subscription stripe',
    next: null,
  },
  {
    portal: 'that pays and has scheduled its end',
    account: subscribed({ cancelAt: NOW + 5 * DAY_MS }),
    feature: null,
    code: null,
    verdict: 'Yes: plan team is in force, by subscription sub_1 (active, ends 2026-11-25 12:00 UTC).',
    winner: 'subscription stripe',
    next: 'The scheduled cancellation takes effect.',
  },
  {
    portal: 'that pays for too small a plan',
    account: subscribed(),
    feature: 'agent.unlimited',
    code: 'PLAN_UPGRADE_REQUIRED',
    verdict: 'No: plan team does not hold agent.unlimited.',
    winner: 'subscription stripe',
    next: 'A plan that holds agent.unlimited: scale.',
  },
  {
    portal: 'whose payment failed, without grace',
    account: subscribed({ status: 'past_due', pastDueSince: NOW - DAY_MS }),
    feature: 'sync.basic',
    code: 'PAYMENT_REQUIRED',
    verdict: 'No: the last payment failed.',
    winner: 'subscription stripe',
    next: 'A successful payment, for instance with another card on the billing page.',
  },
  {
    portal: 'whose payment failed, in grace',
    account: subscribed({ status: 'past_due', pastDueSince: NOW - DAY_MS }),
    rules: buildRules({ past_due_grace_days: 7 }),
    feature: 'sync.basic',
    code: null,
    verdict:
      'Yes: plan team holds sync.basic, by subscription sub_1 (payment failed, in grace until 2026-11-26 12:00 UTC).',
    winner: 'subscription stripe',
    next: 'Grace for the failed payment ends and access with it.',
  },
  {
    portal: 'whose grace is over',
    account: subscribed({ status: 'past_due', pastDueSince: NOW - 8 * DAY_MS }),
    rules: buildRules({ past_due_grace_days: 7 }),
    feature: 'sync.basic',
    code: 'PAYMENT_REQUIRED',
    verdict: 'No: the last payment failed and grace ended 2026-11-19 12:00 UTC.',
    winner: 'subscription stripe',
    next: 'A successful payment, for instance with another card on the billing page.',
  },
  {
    portal: 'that canceled',
    account: subscribed({ status: 'canceled', endedAt: NOW - DAY_MS }),
    feature: 'sync.basic',
    code: 'PAYMENT_REQUIRED',
    verdict: 'No: the subscription has ended.',
    winner: 'subscription stripe',
    next: 'A new subscription from the billing page.',
  },
  {
    portal: 'that canceled where the free plan stays',
    account: subscribed({ status: 'canceled', endedAt: NOW - DAY_MS }),
    rules: buildRules({ after_cancel: 'free' }),
    feature: 'sync.basic',
    code: null,
    verdict: 'Yes: plan free holds sync.basic, by subscription sub_1 (canceled).',
    winner: 'subscription stripe',
    next: null,
  },
  {
    portal: 'whose collection is paused',
    account: subscribed({ isCollectionPaused: true }),
    feature: 'sync.basic',
    code: 'PAYMENT_REQUIRED',
    verdict: 'No: the collection of payments is paused at the provider.',
    winner: 'subscription stripe',
    next: 'Resuming the collection of payments at the provider.',
  },
  {
    portal: 'on a plan that hs-x.toml no longer has',
    account: buildAccount({ grants: [buildGrant({ plan: 'growth' })] }),
    feature: 'sync.basic',
    code: 'PAYMENT_REQUIRED',
    verdict: 'No: plan growth is not in hs-x.toml.',
    winner: 'grant invoice',
    next: 'Adding plan growth to hs-x.toml.',
  },
  {
    portal: 'with a price unknown since yesterday',
    account: subscribed({ priceIds: ['price_new'], priceUnknownSince: NOW - DAY_MS }),
    feature: 'sync.basic',
    code: null,
    verdict: 'Yes: plan team holds sync.basic, by subscription sub_1 (active).',
    winner: 'subscription stripe',
    next: 'The last known plan no longer holds for the unknown price.',
  },
  {
    portal: 'with a price unknown for four days',
    account: subscribed({ priceIds: ['price_new'], priceUnknownSince: NOW - 4 * DAY_MS }),
    feature: 'sync.basic',
    code: 'PAYMENT_REQUIRED',
    verdict: 'No: price price_new belongs to no plan of hs-x.toml.',
    winner: 'subscription stripe',
    next: 'Adding price price_new to a plan of hs-x.toml.',
  },
  {
    portal: 'with a licence above its subscription',
    account: subscribed({}, { grants: [buildGrant({ until: NOW + 30 * DAY_MS })] }),
    feature: 'agent.unlimited',
    code: null,
    verdict: 'Yes: plan scale holds agent.unlimited, by a grant (invoice) until 2026-12-20 12:00 UTC.',
    winner: 'grant invoice',
    next: 'The grant grant_1 ends.',
  },
  {
    portal: 'whose licence ended, with a subscription below it',
    account: subscribed({}, { grants: [buildGrant({ until: NOW - HOUR_MS })] }),
    feature: 'agent.unlimited',
    code: 'PLAN_UPGRADE_REQUIRED',
    verdict: 'No: plan team does not hold agent.unlimited.',
    winner: 'subscription stripe',
    next: 'A plan that holds agent.unlimited: scale.',
  },
  {
    portal: 'whose row the app’s own code writes',
    account: buildAccount({
      handWrittenRow: {
        plan: 'team',
        status: 'active',
        source: 'none',
        adminEmail: 'ada@example.com',
        updatedAt: NOW,
      },
    }),
    rules: buildRules({}, { isHandWired: true }),
    feature: 'sync.bidirectional',
    code: null,
    verdict: 'Yes: plan team holds sync.bidirectional, as the app’s own code wrote it.',
    winner: 'byHand none',
    next: null,
  },
];

function explained({ account, rules = RULES, rowAt = NOW, feature }: Prepared) {
  return explain({ account: withRow(account, rules, rowAt), feature, journal: [], rules, now: NOW });
}

describe('explain', () => {
  it.each(PREPARED)('tells why of a portal $portal', (prepared) => {
    const explanation = explained(prepared);
    const { code, verdict, sources, changes, isAllowed } = explanation;
    const winner = sources.find((source) => source.isWinning);
    expect({ code, verdict, winner: winner ? `${winner.kind} ${winner.source}` : null }).toEqual({
      code: prepared.code,
      verdict: prepared.verdict,
      winner: prepared.winner,
    });
    expect(isAllowed).toBe(prepared.code === null);
    if (prepared.next === null) expect(changes).toEqual([]);
    else expect(changes[0]?.what).toMatch(prepared.next);
  });

  it('names one winning source at most, and puts it first', () => {
    for (const prepared of PREPARED) {
      const winning = explained(prepared).sources.map((source) => source.isWinning);
      expect(winning.indexOf(true)).toBeLessThan(1);
      expect(winning.filter(Boolean).length).toBeLessThan(2);
    }
  });

  it('names the event that set the row, and when', () => {
    const at = NOW - DAY_MS;
    const journal = [
      { at: NOW, cause: 'setupDelayed', summary: 'Somebody waits.', eventId: null },
      {
        at,
        cause: 'customerObserved',
        summary: 'Row changed from free/trialing to team/active.',
        eventId: 'evt_7',
      },
    ];
    const account = withRow(subscribed(), RULES, NOW);
    const { setBy, journal: lines } = explain({ account, feature: null, journal, rules: RULES, now: NOW });
    expect(setBy).toEqual({ ...journal[1] });
    expect(lines).toHaveLength(2);
  });
});
