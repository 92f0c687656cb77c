import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dailyWindow, monthlyWindow } from '../../../src/billing/limits/usage-window.js';
import { DAY_MS } from '../../../src/kernel/instant.js';

const instant = fc.integer({ min: Date.UTC(1969, 0, 1), max: Date.UTC(2120, 0, 1) });

function monthsOf(anchor: string, now: string): readonly string[] {
  const { startsAt, endsAt } = monthlyWindow(Date.parse(anchor), Date.parse(now));
  return [startsAt, endsAt].map((at) => new Date(at).toISOString().replace(/\.000Z$/, 'Z'));
}

/** The last day of the instant's month, by asking for the day before the next month's first. */
function lastDayOf(at: number): number {
  const date = new Date(at);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}

describe('a monthly window', () => {
  it.each([
    [
      'the anchor’s own month',
      '2026-11-20T09:30:00Z',
      '2026-11-20T09:30:00Z',
      '2026-11-20T09:30:00Z',
      '2026-12-20T09:30:00Z',
    ],
    [
      'the instant before it ends',
      '2026-11-20T09:30:00Z',
      '2026-12-20T09:29:59Z',
      '2026-11-20T09:30:00Z',
      '2026-12-20T09:30:00Z',
    ],
    [
      'months after the anchor',
      '2026-11-20T09:30:00Z',
      '2028-02-20T09:30:00Z',
      '2028-02-20T09:30:00Z',
      '2028-03-20T09:30:00Z',
    ],
    [
      'before an anchor to come',
      '2026-11-20T09:30:00Z',
      '2026-11-19T00:00:00Z',
      '2026-10-20T09:30:00Z',
      '2026-11-20T09:30:00Z',
    ],
    [
      'a month without the day',
      '2026-01-31T12:00:00Z',
      '2026-02-28T13:00:00Z',
      '2026-02-28T12:00:00Z',
      '2026-03-31T12:00:00Z',
    ],
    [
      'the day before that',
      '2026-01-31T12:00:00Z',
      '2026-02-28T11:00:00Z',
      '2026-01-31T12:00:00Z',
      '2026-02-28T12:00:00Z',
    ],
    [
      'a leap year’s February',
      '2027-12-31T00:00:00Z',
      '2028-03-01T00:00:00Z',
      '2028-02-29T00:00:00Z',
      '2028-03-31T00:00:00Z',
    ],
    [
      'a leap day’s own month',
      '2028-02-29T00:00:00Z',
      '2029-03-01T00:00:00Z',
      '2029-02-28T00:00:00Z',
      '2029-03-29T00:00:00Z',
    ],
    [
      'the turn of a year',
      '2026-11-30T23:59:59Z',
      '2027-01-01T00:00:00Z',
      '2026-12-30T23:59:59Z',
      '2027-01-30T23:59:59Z',
    ],
    [
      'a month of 30 days',
      '2026-05-31T00:00:00Z',
      '2026-06-30T00:00:00Z',
      '2026-06-30T00:00:00Z',
      '2026-07-31T00:00:00Z',
    ],
  ])('is right for %s', (_, anchor, now, startsAt, endsAt) => {
    expect(monthsOf(anchor, now)).toEqual([startsAt, endsAt]);
  });

  it('holds every instant once: windows abut, and asking within one gives the same one', () => {
    fc.assert(
      fc.property(instant, instant, fc.double({ min: 0, max: 1, noNaN: true }), (anchorAt, now, part) => {
        const window = monthlyWindow(anchorAt, now);
        expect(window.startsAt <= now && now < window.endsAt).toBe(true);
        const within = window.startsAt + Math.floor(part * (window.endsAt - window.startsAt - 1));
        expect(monthlyWindow(anchorAt, within)).toEqual(window);
        expect(monthlyWindow(anchorAt, window.endsAt).startsAt).toBe(window.endsAt);
        expect(monthlyWindow(anchorAt, window.startsAt - 1).endsAt).toBe(window.startsAt);
      }),
    );
  });

  it('begins on the anchor’s day at its time of day, or on the last day of a month that has no such day', () => {
    fc.assert(
      fc.property(instant, instant, (anchorAt, now) => {
        const { startsAt } = monthlyWindow(anchorAt, now);
        const [anchor, start] = [new Date(anchorAt), new Date(startsAt)];
        expect(start.getUTCDate()).toBe(Math.min(anchor.getUTCDate(), lastDayOf(startsAt)));
        expect(start.toISOString().slice(11)).toBe(anchor.toISOString().slice(11));
      }),
    );
  });

  it('lasts 28 to 31 days', () => {
    fc.assert(
      fc.property(instant, instant, (anchorAt, now) => {
        const { startsAt, endsAt } = monthlyWindow(anchorAt, now);
        expect((endsAt - startsAt) / DAY_MS).toBeGreaterThanOrEqual(28);
        expect((endsAt - startsAt) / DAY_MS).toBeLessThanOrEqual(31);
      }),
    );
  });

  it('is one calendar month for an anchor on a first', () => {
    expect(monthsOf('1970-01-01T00:00:00Z', '2026-02-14T00:00:00Z')).toEqual([
      '2026-02-01T00:00:00Z',
      '2026-03-01T00:00:00Z',
    ]);
  });
});

describe('a daily window', () => {
  it('is the UTC day that holds the instant', () => {
    fc.assert(
      fc.property(instant, (now) => {
        const { startsAt, endsAt } = dailyWindow(now);
        expect(startsAt <= now && now < endsAt).toBe(true);
        expect(endsAt - startsAt).toBe(DAY_MS);
        expect(new Date(startsAt).toISOString()).toMatch(/T00:00:00.000Z$/);
        expect(dailyWindow(endsAt).startsAt).toBe(endsAt);
      }),
    );
  });
});
