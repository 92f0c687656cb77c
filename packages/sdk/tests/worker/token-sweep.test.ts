import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../src/kernel/instant.js';
import { buildAccount } from '../../src/testing/index.js';
import { beginSweep, sweepPage, type Sweep } from '../../src/worker/token-sweep.js';

const START = Date.UTC(2026, 10, 20);
const PORTALS = Array.from({ length: 3_400 }, (_, index) => String(100_000 + index));

/** The hours at which each portal's token was tried, over some weeks. */
async function tried(weeks: number, portals: readonly string[] = PORTALS): Promise<Map<string, number[]>> {
  const hours = new Map<string, number[]>();
  let sweep: Sweep = beginSweep(START, null);
  for (let hour = 0; hour < weeks * 7 * 24; hour++) {
    const reach = {
      scan: ({ after, limit }: { after: string | null; limit: number }) =>
        Promise.resolve(
          portals
            .filter((portalId) => portalId > (after ?? ''))
            .slice(0, limit)
            .map((portalId) => ({ ...buildAccount(), key: { ...buildAccount().key, portalId } })),
        ),
      isAlive: (portalId: string) => {
        hours.set(portalId, [...(hours.get(portalId) ?? []), hour]);
        return Promise.resolve(true);
      },
    };
    ({ sweep } = await sweepPage(sweep, START + hour * HOUR_MS, reach));
  }
  return hours;
}

describe('a sweep over all portals', () => {
  it('tries each portal once a week, spread over the hours of it', async () => {
    const hours = await tried(4);
    const everyPortal = [...hours.values()];
    expect(everyPortal).toHaveLength(PORTALS.length);
    expect(everyPortal.every((each) => each.length === 3 || each.length === 4)).toBe(true);
    const busiest = new Map<number, number>();
    for (const hour of everyPortal.flat()) busiest.set(hour, (busiest.get(hour) ?? 0) + 1);
    expect(Math.max(...busiest.values())).toBeLessThanOrEqual(160);
  });

  it('waits for its week to be over when few portals are soon done', async () => {
    const hours = await tried(2, PORTALS.slice(0, 3));
    expect([...hours.values()]).toEqual([
      [0, 168],
      [0, 168],
      [0, 168],
    ]);
  });

  it('names who was refused, and passes over portals without the app and those nobody can speak for', async () => {
    const answers: Record<string, boolean | null> = { '1': true, '2': false, '3': null };
    const gone = { ...buildAccount().install!, uninstalledAt: 1 };
    const accounts = ['1', '2', '3', '4'].map((portalId) => {
      const account = buildAccount(portalId === '4' ? { install: gone } : {});
      return { ...account, key: { ...account.key, portalId } };
    });
    const { refused, sweep } = await sweepPage(beginSweep(START, 0), START + DAY_MS, {
      scan: () => Promise.resolve(accounts),
      isAlive: (portalId) => Promise.resolve(answers[portalId] ?? null),
    });
    expect(refused).toEqual(['2']);
    expect(sweep).toMatchObject({ isOver: true, seen: 4, after: '4' });
  });
});
