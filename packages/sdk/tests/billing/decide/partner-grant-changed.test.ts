import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../../src/billing/account.js';
import type { PartnerGrantChanged } from '../../../src/billing/input.js';
import { DAY_MS, MINUTE_MS } from '../../../src/kernel/instant.js';
import { buildAccount, buildGrant } from '../../../src/testing/index.js';
import { NOW, when, whenAll } from '../given.js';

const told = (minutesAgo: number, more: Partial<PartnerGrantChanged> = {}): PartnerGrantChanged => ({
  kind: 'partnerGrantChanged',
  partner: 'acme',
  grantId: 'lic_1',
  toldAt: NOW - minutesAgo * MINUTE_MS,
  reason: 'order 81',
  terms: { plan: 'team', until: null },
  eventId: 'partner.acme:msg_1:51200417',
  ...more,
});
const takenBack = (minutesAgo: number) => told(minutesAgo, { terms: null });
const scale = (minutesAgo: number) => told(minutesAgo, { terms: { plan: 'scale', until: null } });
const planOf = (account: Account) => account.entitlement?.plan;

describe('a partner’s news', () => {
  it('gives its plan under the partner’s name, until its end', () => {
    const until = NOW + 30 * DAY_MS;
    const { account, journal } = when(buildAccount(), told(1, { terms: { plan: 'team', until } }));
    expect(account.grants).toEqual([
      {
        grantId: 'acme/lic_1',
        source: 'partner',
        plan: 'team',
        until,
        givenAt: NOW,
        reason: 'order 81',
        actor: 'partner acme',
        partner: { name: 'acme', grantId: 'lic_1', toldAt: NOW - MINUTE_MS },
      },
    ]);
    expect([account.dueAt, account.entitlement?.source]).toEqual([until, 'partner']);
    expect(journal[0]?.summary).toBe(
      'partner acme gave plan team by grant lic_1 until 2026-12-20T09:00:00.000Z: order 81',
    );
  });

  it('comes to the same ledger in whatever order it arrives, also twice', () => {
    const news = [told(9), scale(7), takenBack(5), told(3, { terms: { plan: 'team', until: NOW + DAY_MS } })];
    const inOrder = whenAll(buildAccount(), news);
    fc.assert(
      fc.property(fc.shuffledSubarray([...news, ...news], { minLength: 8 }), (shuffled) => {
        const account = whenAll(buildAccount(), shuffled);
        expect([account.grants, planOf(account)]).toEqual([inOrder.grants, planOf(inOrder)]);
      }),
      { numRuns: 100 },
    );
  });

  it('that only repeats what is so moves nothing but how new it is', () => {
    const before = when(buildAccount(), told(5)).account;
    const { account, journal, effects } = when(before, told(1));
    expect([journal, effects, account.entitlement]).toEqual([[], [], before.entitlement]);
    expect(account.grants[0]?.partner?.toldAt).toBe(NOW - MINUTE_MS);
    expect(when(account, told(3))).toEqual({ account, journal: [], effects: [] });
  });

  it('touches neither another partner’s grant of the same id nor an operator’s', () => {
    const before = whenAll(buildAccount({ grants: [buildGrant({ grantId: 'lic_1', plan: 'team' })] }), [
      told(9, { partner: 'globex', terms: { plan: 'scale', until: null } }),
    ]);
    const after = when(before, takenBack(1)).account;
    expect(after.grants.map(({ grantId, revokedAt }) => [grantId, revokedAt])).toEqual([
      ['lic_1', undefined],
      ['globex/lic_1', undefined],
      ['acme/lic_1', NOW],
    ]);
    expect(planOf(after)).toBe('scale');
  });

  it('from before an operator took the grant back does not give it again; what the partner sells later does', () => {
    const revoked = whenAll(buildAccount(), [
      told(9),
      { kind: 'grantRevoked', grantId: 'acme/lic_1', actor: 'operator', reason: 'fraud' },
    ]);
    expect([planOf(revoked), planOf(when(revoked, scale(1)).account)]).toEqual(['free', 'free']);
    expect(planOf(when(revoked, scale(-1)).account)).toBe('scale');
  });

  it('older than an operator’s replacement of the grant does not undo it', () => {
    const replaced = whenAll(buildAccount(), [
      told(9),
      { kind: 'grantGiven', grant: buildGrant({ grantId: 'acme/lic_1', givenAt: NOW }) },
    ]);
    expect(planOf(when(replaced, takenBack(1)).account)).toBe('scale');
    expect(planOf(when(replaced, takenBack(-1)).account)).toBe('free');
  });
});
