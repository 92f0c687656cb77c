/** Who entitles a portal when several could: the highest-ranked live source; of equal ones the subscription. Ranks: free < team < scale. */
import { describe, expect, it } from 'vitest';
import type { Account, Grant, KnownSubscription } from '../../src/billing/account.js';
import { grantInForce, projectEntitlement } from '../../src/billing/entitlement-row.js';
import { DAY_MS } from '../../src/kernel/instant.js';
import { buildCustomer, buildGrant, buildKnownSubscription, buildRules } from '../../src/testing/index.js';
import { NOW } from './given.js';

const RULES = buildRules({ past_due_grace_days: 3 });
const periodEndsAt = NOW + 10 * DAY_MS;

const paid = (plan: string, more: Partial<KnownSubscription> = {}) =>
  buildKnownSubscription({ plan, periodEndsAt, observedAt: NOW, ...more });
const failed = (days: number, plan = 'scale') =>
  paid(plan, { status: 'past_due', pastDueSince: NOW - days * DAY_MS });
const grant = (source: Grant['source'], plan: string, more: Partial<Grant> = {}) =>
  buildGrant({ grantId: `${source}-${plan}`, source, plan, ...more });
const ended = { until: NOW };
const revoked = { revokedAt: NOW - 1 };

type Case = readonly [
  subscription: string,
  KnownSubscription | null,
  grants: readonly Grant[],
  winner: `${string} ${string}`,
];

const CASES: readonly Case[] = [
  ['none', null, [], 'none free'],
  ['none', null, [grant('invoice', 'team')], 'invoice team'],
  ['none', null, [grant('invoice', 'team', ended)], 'none free'],
  ['none', null, [grant('partner', 'team', revoked)], 'none free'],
  ['none', null, [grant('invoice', 'team'), grant('partner', 'scale')], 'partner scale'],
  ['none', null, [grant('partner', 'scale'), grant('reviewer', 'team')], 'partner scale'],
  ['none', null, [grant('invoice', 'team'), grant('partner', 'scale', ended)], 'invoice team'],
  ['none', null, [grant('reviewer', 'team'), grant('invoice', 'team')], 'reviewer team'],
  ['active team', paid('team'), [grant('invoice', 'scale')], 'invoice scale'],
  ['active team', paid('team'), [grant('invoice', 'team')], 'stripe team'],
  ['active team', paid('team'), [grant('partner', 'free')], 'stripe team'],
  ['active team', paid('team'), [grant('invoice', 'scale', revoked)], 'stripe team'],
  ['active scale', paid('scale'), [grant('partner', 'team')], 'stripe scale'],
  ['trial of team', paid('team', { status: 'trialing' }), [grant('reviewer', 'team')], 'stripe team'],
  ['failed, in grace', failed(2), [grant('invoice', 'team')], 'stripe scale'],
  ['failed, out of grace', failed(3), [grant('invoice', 'team')], 'invoice team'],
  ['failed, out of grace', failed(3), [], 'stripe scale'],
  ['paused', paid('scale', { status: 'paused' }), [grant('partner', 'team')], 'partner team'],
  ['canceled', paid('scale', { status: 'canceled' }), [grant('partner', 'team')], 'partner team'],
  ['canceled', paid('scale', { status: 'canceled' }), [], 'stripe free'],
  ['of an unknown plan', paid('gone'), [grant('invoice', 'team')], 'invoice team'],
];

describe('of several sources of access', () => {
  it.each(CASES.map((each) => ({ each, grants: each[2].map(nameOf).join(' and ') || 'no grant' })))(
    'a subscription that is $each.0 and $grants make $each.3',
    ({ each: [, subscription, grants, winner] }) => {
      const account: Account = buildCustomer({ subscription, grants });
      const row = projectEntitlement(account, RULES, NOW);
      expect(`${row?.source} ${row?.plan}`).toBe(winner);
      const inForce = grantInForce(account, RULES, NOW);
      expect(inForce?.source ?? row?.source).toBe(row?.source);
    },
  );
});

function nameOf({ source, plan, until, revokedAt }: Grant): string {
  return `${until === NOW ? 'ended ' : ''}${revokedAt === undefined ? '' : 'revoked '}${source} ${plan}`;
}
