import { describe, expect, it } from 'vitest';
import { requireFeature } from '../../src/billing/gate.js';
import { BillingUnavailable } from '../../src/billing/payment-errors.js';
import { transact } from '../../src/billing/shell/transact.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/kernel/instant.js';
import { buildGrant } from '../../src/testing/index.js';
import type { PortalCounts } from '../../src/worker/ctx.js';
import { runDaily } from '../../src/worker/run-daily.js';
import { KEY } from '../billing/shell/world.js';
import { openApp, type TestApp } from './app-parts.js';

const MIDNIGHT = Date.UTC(2026, 10, 20);
type Declare = NonNullable<NonNullable<Parameters<typeof openApp>[0]>['declare']>;

async function installIn(app: TestApp, portalId: string): Promise<void> {
  const scopes = ['oauth'];
  const adminEmail = 'ada@example.com';
  await transact(app.engine, { ...KEY, portalId }, () => ({
    kind: 'installed',
    adminEmail,
    accountType: 'STANDARD',
    scopes,
  }));
}

describe('cron.daily', () => {
  it('runs once a UTC day from the configured hour on, whichever of two processes comes first', async () => {
    const runs: number[] = [];
    const declare: NonNullable<Parameters<typeof openApp>[0]>['declare'] = (worker) =>
      worker.trigger('cron.daily', (ctx) => Promise.resolve(void runs.push(ctx.event.scheduledAt)));
    const first = await openApp({ declare });
    const second = await openApp({ declare, before: first });
    first.clock.set(MIDNIGHT + 3 * HOUR_MS - 1);
    expect(await runDaily(first.parts)).toBe(false);
    first.clock.advance(1);
    const both = await Promise.all([first, second].map(({ parts }) => runDaily(parts)));
    expect(both.toSorted()).toEqual([false, true]);
    first.clock.advance(20 * HOUR_MS);
    expect(await runDaily(second.parts)).toBe(false);
    first.clock.set(MIDNIGHT + DAY_MS + 5 * HOUR_MS);
    expect(await runDaily(second.parts)).toBe(true);
    expect(runs).toEqual([MIDNIGHT + 3 * HOUR_MS, MIDNIGHT + DAY_MS + 3 * HOUR_MS]);
  });

  it('runs every handler, also after one that failed', async () => {
    let ran = 0;
    const app = await openApp({
      declare: (worker) => {
        worker.trigger('cron.daily', () => Promise.reject(new Error('a fault')));
        worker.trigger('cron.daily', () => Promise.resolve(void (ran += 1)));
      },
    });
    expect([await runDaily(app.parts), ran]).toEqual([true, 1]);
  });

  it('is not spent when there is nobody to run it', async () => {
    const app = await openApp();
    expect(await runDaily(app.parts)).toBe(false);
  });
});

describe('cron.daily, portal by portal,', () => {
  async function openPortals(declare: Declare): Promise<TestApp> {
    const app = await openApp({ declare });
    for (const portalId of ['1', '2', '3']) await installIn(app, portalId);
    await transact(app.engine, { ...KEY, portalId: '2' }, () => ({
      kind: 'grantGiven',
      grant: buildGrant(),
    }));
    app.clock.set(MIDNIGHT + 3 * HOUR_MS);
    return app;
  }

  it('skips who has not paid, without an error, and does the others’ work', async () => {
    const ran: string[] = [];
    const counts: PortalCounts[] = [];
    const app = await openPortals((worker) =>
      worker.trigger('cron.daily', async (ctx) => {
        const answer = await ctx.forEachPortal(async (portal) => {
          await requireFeature(portal, 'sync.bidirectional');
          ran.push(portal.portalId);
        });
        counts.push(answer);
      }),
    );
    expect(await runDaily(app.parts)).toBe(true);
    expect(ran).toEqual(['2']);
    expect(counts).toEqual([{ ran: 1, skipped: 2, deferred: 0, failed: 0 }]);
    app.clock.advance(HOUR_MS);
    expect(await runDaily(app.parts)).toBe(false);
    await transact(app.engine, { ...KEY, portalId: '3' }, () => ({
      kind: 'grantGiven',
      grant: buildGrant(),
    }));
    app.clock.advance(DAY_MS);
    await runDaily(app.parts);
    expect(ran).toEqual(['2', '2', '3']);
  });

  it('comes back the same day to exactly those billing could not be asked about, also in another process', async () => {
    const ran: string[] = [];
    let isDown = true;
    const declare: Declare = (worker) => {
      worker.trigger('cron.daily', () => Promise.resolve(void ran.push('other')));
      worker.trigger('cron.daily', (ctx) =>
        ctx
          .forEachPortal((portal) => {
            if (isDown && portal.portalId !== '1') return Promise.reject(new BillingUnavailable('not now'));
            return Promise.resolve(void ran.push(portal.portalId));
          })
          .then(() => undefined),
      );
    };
    const app = await openPortals(declare);
    const other = await openApp({ declare, before: app });
    await runDaily(app.parts);
    expect(ran).toEqual(['other', '1']);
    isDown = false;
    app.clock.advance(10 * MINUTE_MS - 1);
    expect(await runDaily(other.parts)).toBe(false);
    app.clock.advance(1);
    const both = await Promise.all([app, other].map(({ parts }) => runDaily(parts)));
    expect(both.toSorted()).toEqual([false, true]);
    expect(ran).toEqual(['other', '1', '2', '3']);
    app.clock.advance(HOUR_MS);
    expect(await runDaily(app.parts)).toBe(false);
  });

  it('takes a failing portal as that portal’s own trouble', async () => {
    const counts: PortalCounts[] = [];
    const app = await openPortals((worker) =>
      worker.trigger('cron.daily', async (ctx) => {
        counts.push(
          await ctx.forEachPortal(({ portalId }) =>
            portalId === '1' ? Promise.reject(new Error('a fault')) : Promise.resolve(),
          ),
        );
      }),
    );
    await runDaily(app.parts);
    expect(counts).toEqual([{ ran: 2, skipped: 0, deferred: 0, failed: 1 }]);
  });
});

describe('a cron.daily handler', () => {
  it('that throws "not paid" is skipped until the next day; one that throws an outage is run again the same day', async () => {
    const runs: string[] = [];
    const app = await openApp({
      declare: (worker) => {
        worker.trigger('cron.daily', (ctx) => {
          runs.push('unpaid');
          return Promise.reject(new ctx.errors.PaymentRequired('Subscription is past_due.'));
        });
        worker.trigger('cron.daily', () => {
          runs.push('outage');
          return runs.length < 4 ? Promise.reject(new BillingUnavailable('not now')) : Promise.resolve();
        });
      },
    });
    app.clock.set(MIDNIGHT + 3 * HOUR_MS);
    for (let turn = 0; turn < 6; turn += 1) {
      await runDaily(app.parts);
      app.clock.advance(10 * MINUTE_MS);
    }
    expect(runs).toEqual(['unpaid', 'outage', 'outage', 'outage']);
  });
});
