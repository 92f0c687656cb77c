import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../../src/billing/account.js';
import { decide } from '../../../src/billing/decide/index.js';
import { usageAnchorsOf } from '../../../src/billing/limits/account-anchors.js';
import { anchoredWindow, counterWindow } from '../../../src/billing/limits/usage-anchor.js';
import { meterSlice, reportedAt } from '../../../src/billing/limits/meter-slice.js';
import { DAY_MS, HOUR_MS } from '../../../src/kernel/instant.js';
import {
  buildAccount,
  buildCustomer,
  buildKnownSubscription,
  buildObserved,
  buildRules,
  buildSubscription,
} from '../../../src/testing/index.js';
import { NOW, observed, when, whenAll } from '../given.js';

/** The account once its anchors have followed from what is known of it at each of the instants. */
function settled(account: Account, ...instants: readonly number[]): Account {
  return instants.reduce(
    (before, now) => ({ ...before, usageAnchors: usageAnchorsOf(before, now) }),
    account,
  );
}

function withAnchor(account: Account, billingAnchorAt: number): Account {
  return { ...account, subscription: buildKnownSubscription({ billingAnchorAt }) };
}

function windowOf(account: Account, now: number): readonly string[] {
  const { startsAt, endsAt } = anchoredWindow(account.usageAnchors, now);
  return [startsAt, endsAt].map((at) => new Date(at).toISOString().slice(0, 10));
}

const INSTALLED_AT = Date.UTC(2026, 10, 1);

describe('the months of a portal', () => {
  it('are counted from the installation until there is a subscription', () => {
    const account = when(buildAccount(), { kind: 'timePassed' }).account;
    expect(account.usageAnchors).toEqual([{ anchorAt: INSTALLED_AT, since: null }]);
    expect(windowOf(account, NOW)).toEqual(['2026-11-01', '2026-12-01']);
  });

  it('are counted from the subscription’s billing anchor, for those who pay yearly too', () => {
    const account = settled(withAnchor(buildAccount(), Date.UTC(2025, 5, 14)), NOW);
    expect(windowOf(account, NOW)).toEqual(['2026-11-14', '2026-12-14']);
  });

  it('are calendar months while nothing is known to count from', () => {
    expect(windowOf(settled(buildAccount({ install: null }), NOW), NOW)).toEqual([
      '2026-11-01',
      '2026-12-01',
    ]);
  });

  it('go on after an upgrade: the running window ends when it would have, then comes a shorter one up to the new anchor', () => {
    const subscription = buildSubscription({ billingAnchorAt: NOW, createdAt: NOW });
    const account = whenAll(buildCustomer(), [
      { kind: 'timePassed' },
      observed(buildObserved([subscription])),
    ]);
    expect(windowOf(account, NOW)).toEqual(['2026-11-01', '2026-12-01']);
    expect(windowOf(account, Date.UTC(2026, 11, 1))).toEqual(['2026-12-01', '2026-12-20']);
    expect(windowOf(account, Date.UTC(2026, 11, 24))).toEqual(['2026-12-20', '2027-01-20']);
  });

  it('are not begun again by installing the app anew', () => {
    const before = when(buildAccount(), { kind: 'timePassed' }).account;
    const uninstalled = decide(
      before,
      { kind: 'uninstalled', learnedFrom: 'app' },
      buildRules(),
      NOW,
    ).account;
    const again = when(uninstalled, {
      kind: 'installed',
      adminEmail: 'ada@example.com',
      accountType: 'STANDARD',
      scopes: ['oauth'],
    }).account;
    expect(windowOf(again, NOW)).toEqual(['2026-11-01', '2026-12-01']);
  });

  it('forget a change that is taken back before it takes effect', () => {
    const first = settled(withAnchor(buildAccount(), INSTALLED_AT), NOW);
    const changed = settled(withAnchor(first, NOW), NOW);
    expect(settled(withAnchor(changed, INSTALLED_AT), NOW).usageAnchors).toEqual(first.usageAnchors);
  });

  it('keep at most the anchor in force and the next one', () => {
    const changed = settled(settled(withAnchor(settled(buildAccount(), NOW), NOW), NOW));
    expect(changed.usageAnchors).toHaveLength(2);
    const later = settled(changed, NOW + 20 * DAY_MS);
    expect(later.usageAnchors).toEqual([{ anchorAt: NOW, since: Date.UTC(2026, 11, 1) }]);
    expect(windowOf(later, NOW + 20 * DAY_MS)).toEqual(['2026-12-01', '2026-12-20']);
  });

  it('hold an instant of a clock that is behind, although the anchor of that time is forgotten', () => {
    const anchors = [{ anchorAt: NOW, since: Date.UTC(2026, 11, 1) }];
    const { startsAt, endsAt } = anchoredWindow(anchors, Date.UTC(2026, 10, 30));
    expect(startsAt <= Date.UTC(2026, 10, 30) && Date.UTC(2026, 10, 30) < endsAt).toBe(true);
  });
});

/** Anchors that change at instants in order, as an account takes them over. */
const history = fc.array(
  fc.record({
    afterMs: fc.integer({ min: 0, max: 80 * DAY_MS }),
    anchorAt: fc.integer({ min: NOW - 800 * DAY_MS, max: NOW + 60 * DAY_MS }),
  }),
  { minLength: 1, maxLength: 6 },
);

describe('the months of a portal whose anchor changes', () => {
  it('hold every instant once, never end early, and last 31 days at most', () => {
    fc.assert(
      fc.property(history, (changes) => {
        let now = NOW;
        let account = settled(buildAccount(), now);
        let window = anchoredWindow(account.usageAnchors, now);
        for (const { afterMs, anchorAt } of changes) {
          for (const until = now + afterMs; window.endsAt <= until;) {
            const next = anchoredWindow(account.usageAnchors, window.endsAt);
            expect(next.startsAt).toBe(window.endsAt);
            expect(next.endsAt - next.startsAt).toBeGreaterThan(0);
            expect(next.endsAt - next.startsAt).toBeLessThanOrEqual(31 * DAY_MS);
            window = next;
          }
          now += afterMs;
          expect(anchoredWindow(account.usageAnchors, now)).toEqual(window);
          account = settled(withAnchor(account, anchorAt), now);
          expect(anchoredWindow(account.usageAnchors, now)).toEqual(window);
        }
        const lastWindow = anchoredWindow(account.usageAnchors, now + 200 * DAY_MS);
        const day = new Date(account.usageAnchors.at(-1)?.anchorAt ?? 0).getUTCDate();
        expect(new Date(lastWindow.startsAt).getUTCDate()).toBeLessThanOrEqual(day);
      }),
    );
  });
});

describe('a counter’s window', () => {
  it('is a UTC day for names in _per_day, whatever the anchor', () => {
    const { startsAt, endsAt } = counterWindow('calls_per_day', [{ anchorAt: NOW, since: null }], NOW);
    expect([startsAt, endsAt]).toEqual([Date.UTC(2026, 10, 20), Date.UTC(2026, 10, 21)]);
  });
});

describe('the hours of metered usage', () => {
  const instant = fc.integer({ min: NOW - 400 * DAY_MS, max: NOW + 400 * DAY_MS });

  it('abut and hold every instant once, before the anchor too', () => {
    fc.assert(
      fc.property(instant, instant, (anchorAt, now) => {
        const slice = meterSlice(anchorAt, now);
        expect(slice.startsAt <= now && now < slice.endsAt).toBe(true);
        expect(slice.endsAt - slice.startsAt).toBe(HOUR_MS);
        expect(meterSlice(anchorAt, slice.endsAt).startsAt).toBe(slice.endsAt);
        expect(meterSlice(anchorAt, now, 1).startsAt).toBe(slice.endsAt);
      }),
    );
  });

  it('never span the border of a billing period, and are reported within themselves', () => {
    fc.assert(
      fc.property(instant, instant, (anchorAt, now) => {
        const { endsAt } = anchoredWindow([{ anchorAt, since: null }], now);
        expect(meterSlice(anchorAt, endsAt).startsAt).toBe(endsAt);
        const slice = meterSlice(anchorAt, now);
        expect(reportedAt(slice)).toBeGreaterThan(slice.startsAt);
        expect(reportedAt(slice)).toBeLessThan(slice.endsAt);
      }),
    );
  });
});
