import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consume, refund, usage } from '../../src/index.js';
import { compareUsage } from '../../src/billing/shell/compare-usage.js';
import { reportUsage } from '../../src/billing/shell/report-usage.js';
import { transact } from '../../src/billing/shell/transact.js';
import { tick } from '../../src/billing/shell/tick.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src/kernel/instant.js';
import { createUsageReporter } from '../../src/worker/run-usage-reports.js';
import {
  buildBillingConfig,
  buildCustomer,
  buildObserved,
  buildPlan,
  buildSubscription,
} from '../../src/testing/index.js';
import { changeOf } from '../../src/testing/store-wishes.js';
import { NOW, observed } from '../billing/given.js';
import { ScriptedMeters } from '../billing/shell/scripted-meters.js';
import { install, KEY, openWorld } from '../billing/shell/world.js';
import { ctxOf, openApp, type TestApp } from './app-parts.js';

const LIMIT = 'records_per_month';
const BILLING = buildBillingConfig({
  meter: { records_per_month: { event_name: 'records' } },
  plan: {
    free: buildPlan('free', { limits: { records_per_month: 10_000 } }),
    team: buildPlan('team', { limits: { records_per_month: -1, calls_per_day: -1 } }),
  },
  plans: ['free', 'team'],
});

interface MeteredApp extends TestApp {
  readonly meters: ScriptedMeters;
}

/** Two minutes past its beginning, an hour is over for the reporter. */
const AFTER_HOUR_MS = HOUR_MS + 2 * MINUTE_MS;

/** A portal that pays for the plan `team` since now, whose usage of records is metered. */
async function meteredApp(more: { before?: TestApp; anchorAt?: number } = {}): Promise<MeteredApp> {
  const { before, anchorAt = NOW } = more;
  const app = await openApp({ billing: BILLING, ...(before ? { before: await openWorld({ before }) } : {}) });
  const meters = new ScriptedMeters(app.clock);
  Object.assign(app.provider, { usageMeters: meters });
  await app.engine.store.commit(changeOf(buildCustomer()));
  const subscription = buildSubscription({
    billingAnchorAt: anchorAt,
    periodEndsAt: anchorAt + 30 * DAY_MS,
  });
  await transact(app.engine, KEY, () => observed(buildObserved([subscription])));
  return { ...app, meters };
}

async function alertsOf(app: TestApp): Promise<readonly string[]> {
  await tick(app.engine);
  const page = await app.engine.alerts.store.list(app.engine.scope, {});
  return page.entries.map(({ code }) => code);
}

describe('metered usage', () => {
  it('is reported once its hour is over, in one report that names the hour and its customer', async () => {
    const app = await meteredApp();
    const ctx = await ctxOf(app);
    await consume(ctx, LIMIT, 3);
    app.clock.advance(HOUR_MS - 1);
    await consume(ctx, LIMIT, 4);
    await reportUsage(app.engine);
    expect(app.meters.taken).toEqual([]);
    app.clock.advance(MINUTE_MS + 2);
    await reportUsage(app.engine);
    await reportUsage(app.engine);
    expect(app.meters.taken).toEqual([
      {
        identifier: expect.stringMatching(/^hsx-[0-9a-f]{40}$/) as string,
        eventName: 'records',
        customerId: 'cus_1',
        amount: 7,
        at: NOW + SECOND_MS,
      },
    ]);
    expect(app.meters.requests).toBe(1);
  });

  it('is what limits count, too: one call, one count', async () => {
    const app = await meteredApp();
    const ctx = await ctxOf(app);
    await consume(ctx, LIMIT, 5, { key: 'a' });
    await consume(ctx, LIMIT, 5, { key: 'a' });
    app.clock.advance(AFTER_HOUR_MS);
    await reportUsage(app.engine);
    expect(await usage(ctx, LIMIT)).toMatchObject({ used: 5 });
    expect(app.meters.countedOf()).toBe(5);
  });

  it('is not reported of limits without a meter, nor of what was used before there was a customer', async () => {
    const app = await openApp({ billing: BILLING });
    const meters = new ScriptedMeters(app.clock);
    Object.assign(app.provider, { usageMeters: meters });
    await install(app);
    await consume(await ctxOf(app), LIMIT, 9);
    const paying = await meteredApp();
    await consume(await ctxOf(paying), 'calls_per_day', 9);
    for (const each of [app, paying]) {
      each.clock.advance(DAY_MS);
      await reportUsage(each.engine);
    }
    expect([meters.requests, paying.meters.requests]).toEqual([0, 0]);
  });

  it('is given back in the hour of the refund, as less than nothing when nothing else was used in it', async () => {
    const app = await meteredApp();
    const ctx = await ctxOf(app);
    await consume(ctx, LIMIT, 8, { key: 'a' });
    app.clock.advance(AFTER_HOUR_MS);
    await refund(ctx, LIMIT, 8, { key: 'a' });
    await consume(ctx, LIMIT, 2);
    app.clock.advance(AFTER_HOUR_MS);
    await reportUsage(app.engine);
    expect(app.meters.taken.map(({ amount, at }) => [amount, at - NOW])).toEqual([
      [8, SECOND_MS],
      [-6, HOUR_MS + SECOND_MS],
    ]);
  });

  it('that was all given back within its hour is not reported', async () => {
    const app = await meteredApp();
    const ctx = await ctxOf(app);
    await consume(ctx, LIMIT, 8);
    await refund(ctx, LIMIT, 8);
    app.clock.advance(AFTER_HOUR_MS);
    await reportUsage(app.engine);
    expect(app.meters.requests).toBe(0);
  });

  it('falls into the period it was used in: hours end where periods do', async () => {
    const anchorAt = NOW + 17 * MINUTE_MS + 23 * SECOND_MS;
    const app = await meteredApp({ anchorAt: anchorAt - 30 * DAY_MS });
    const ctx = await ctxOf(app);
    app.clock.set(anchorAt - 1);
    await consume(ctx, LIMIT, 1);
    app.clock.set(anchorAt);
    await consume(ctx, LIMIT, 1);
    app.clock.advance(AFTER_HOUR_MS);
    await reportUsage(app.engine);
    const [before, after] = app.meters.taken;
    expect(before?.at).toBeLessThan(anchorAt);
    expect(after?.at).toBe(anchorAt + SECOND_MS);
  });

  it('that was written late, when its hour was closed, counts in the next one', async () => {
    const app = await meteredApp();
    const ctx = await ctxOf(app);
    await consume(ctx, LIMIT, 1);
    app.clock.advance(AFTER_HOUR_MS);
    await reportUsage(app.engine);
    app.clock.set(NOW + 1);
    await consume(ctx, LIMIT, 2);
    app.clock.advance(2 * AFTER_HOUR_MS);
    await reportUsage(app.engine);
    expect(app.meters.taken.map(({ amount }) => amount)).toEqual([1, 2]);
  });
});

describe('a report whose answer is lost', () => {
  it('is sent again under its identifier while the provider knows it, and counts once', async () => {
    const app = await meteredApp();
    await consume(await ctxOf(app), LIMIT, 5);
    app.clock.advance(AFTER_HOUR_MS);
    app.meters.beforeAnswer = () => {
      throw new Error('the process dies');
    };
    await expect(reportUsage(app.engine)).rejects.toThrow('dies');
    app.meters.beforeAnswer = () => undefined;
    await reportUsage(app.engine);
    expect(app.meters.requests).toBe(1);
    app.clock.advance(HOUR_MS);
    await reportUsage(app.engine);
    expect(app.meters.requests).toBe(2);
    expect(app.meters.countedOf()).toBe(5);
  });

  it('is not sent again blindly after a day: what the provider has counted is read first', async () => {
    for (const hasArrived of [true, false]) {
      const app = await meteredApp();
      await consume(await ctxOf(app), LIMIT, 5);
      app.clock.advance(AFTER_HOUR_MS);
      if (!hasArrived) app.meters.isDown = true;
      app.meters.beforeAnswer = () => {
        throw new Error('the process dies');
      };
      await reportUsage(app.engine).catch(() => undefined);
      app.meters.isDown = false;
      app.meters.beforeAnswer = () => undefined;
      app.clock.advance(3 * DAY_MS);
      await reportUsage(app.engine);
      expect(app.meters.countedOf()).toBe(5);
      expect(app.meters.requests).toBe(1);
      expect(await alertsOf(app)).toEqual([]);
    }
  });

  it('is held for a person when the provider has counted something else in its place', async () => {
    const app = await meteredApp();
    await consume(await ctxOf(app), LIMIT, 5);
    app.clock.advance(AFTER_HOUR_MS);
    app.meters.isDown = true;
    await reportUsage(app.engine);
    app.meters.isDown = false;
    app.meters.taken.push({
      identifier: 'foreign',
      eventName: 'records',
      customerId: 'cus_1',
      amount: 2,
      at: NOW + SECOND_MS,
    });
    app.clock.advance(2 * DAY_MS);
    await reportUsage(app.engine);
    await reportUsage(app.engine);
    expect(app.meters.requests).toBe(0);
    expect(await alertsOf(app)).toEqual(['usage_held']);
  });
});

describe('a provider that takes no reports', () => {
  it('because it is away is asked once a turn, and is caught up with', async () => {
    const app = await meteredApp();
    const ctx = await ctxOf(app);
    for (let hour = 0; hour < 20; hour++) {
      await consume(ctx, LIMIT, 1);
      app.clock.advance(HOUR_MS);
    }
    app.clock.advance(2 * MINUTE_MS);
    app.meters.isDown = true;
    await reportUsage(app.engine);
    app.meters.isDown = false;
    app.clock.advance(MINUTE_MS);
    await reportUsage(app.engine);
    expect(app.meters.countedOf()).toBe(20);
    expect(await alertsOf(app)).toEqual([]);
  });

  it('because it refuses them is alerted once, and the alert is over when it takes them', async () => {
    const app = await meteredApp();
    const ctx = await ctxOf(app);
    await consume(ctx, LIMIT, 1);
    app.clock.advance(HOUR_MS);
    await consume(ctx, LIMIT, 1);
    app.clock.advance(AFTER_HOUR_MS);
    app.meters.refusal = 'There is no such meter.';
    await reportUsage(app.engine);
    expect(await alertsOf(app)).toEqual(['meter_refused']);
    app.meters.refusal = null;
    app.clock.advance(2 * HOUR_MS);
    await reportUsage(app.engine);
    expect(app.meters.countedOf()).toBe(2);
    expect(await alertsOf(app)).toEqual([]);
  });

  it('because they are too old has them held for a person', async () => {
    const app = await meteredApp();
    await consume(await ctxOf(app), LIMIT, 1);
    app.clock.advance(36 * DAY_MS);
    await reportUsage(app.engine);
    expect(app.meters.requests).toBe(0);
    expect(await alertsOf(app)).toContain('usage_held');
  });
});

describe('the comparison with the provider', () => {
  const DAY = Math.floor(NOW / DAY_MS) * DAY_MS;

  it('finds nothing where both have counted the same, and names who differs', async () => {
    const app = await meteredApp();
    await consume(await ctxOf(app), LIMIT, 5);
    app.clock.advance(DAY_MS);
    await reportUsage(app.engine);
    expect(await compareUsage(app.engine, DAY)).toEqual({ compared: 1, unfinished: 0, differing: 0 });
    app.meters.taken.pop();
    expect(await compareUsage(app.engine, DAY)).toEqual({ compared: 1, unfinished: 0, differing: 1 });
    await tick(app.engine);
    const { entries } = await app.engine.alerts.store.list(app.engine.scope, {});
    expect(entries).toMatchObject([
      {
        code: 'usage_mismatch',
        portalId: KEY.portalId,
        message: expect.stringContaining(
          'On 2026-11-20, 5 records_per_month of customer cus_1 (portal 51200417) were reported and the provider\'s meter "records" shows 0.',
        ) as string,
      },
    ]);
  });

  it('waits with a customer of whom something is not reported yet', async () => {
    const app = await meteredApp();
    await consume(await ctxOf(app), LIMIT, 5);
    expect(await compareUsage(app.engine, DAY)).toEqual({ compared: 0, unfinished: 1, differing: 0 });
  });

  it('is made once a night, of the two days before, by whichever process comes first', async () => {
    const app = await meteredApp();
    const other = await openApp({ billing: BILLING, before: await openWorld({ before: app }) });
    await consume(await ctxOf(app), LIMIT, 5);
    app.clock.set(DAY + DAY_MS + 3 * HOUR_MS);
    await createUsageReporter(app.parts)();
    app.meters.taken.pop();
    await createUsageReporter(other.parts)();
    expect(await alertsOf(app)).toEqual([]);
    app.clock.advance(DAY_MS);
    await createUsageReporter(other.parts)();
    expect(await alertsOf(app)).toEqual(['usage_mismatch']);
  });
});

/** What happens in an hour: so much is used, so much given back, and how the provider and this process fare. */
const hour = fc.record({
  used: fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 3 }),
  givenBack: fc.integer({ min: 0, max: 40 }),
  fate: fc.constantFrom('well', 'well', 'away', 'dies'),
  restHours: fc.constantFrom(0, 0, 0, 5, 30),
});

describe('whatever happens on the way', () => {
  it('the meters show in the end what the ledger has counted', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hour, { minLength: 1, maxLength: 12 }), async (hours) => {
        const app = await meteredApp();
        const ctx = await ctxOf(app);
        for (const { used, givenBack, fate, restHours } of hours) {
          for (const amount of used) await consume(ctx, LIMIT, amount);
          if (givenBack > 0) await refund(ctx, LIMIT, givenBack);
          app.clock.advance(AFTER_HOUR_MS);
          app.meters.isDown = fate === 'away';
          app.meters.beforeAnswer = () => {
            if (fate === 'dies') throw new Error('the process dies');
          };
          await reportUsage(app.engine).catch(() => undefined);
          app.clock.advance(restHours * HOUR_MS);
        }
        app.meters.isDown = false;
        app.meters.beforeAnswer = () => undefined;
        for (let turn = 0; turn < 3; turn++) {
          app.clock.advance(2 * HOUR_MS);
          await reportUsage(app.engine);
        }
        const counted = await usage(ctx, LIMIT);
        expect(app.meters.countedOf()).toBe(counted.used);
        expect(await alertsOf(app)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});
