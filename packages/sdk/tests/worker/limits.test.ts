import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { consume, refund, requireLimit, usage } from '../../src/index.js';
import { transact } from '../../src/billing/shell/transact.js';
import { tick } from '../../src/billing/shell/tick.js';
import { createAuthorHooks } from '../../src/worker/author-hooks.js';
import type { UsageThresholdEvent } from '../../src/worker/trigger-events.js';
import { DAY_MS } from '../../src/kernel/instant.js';
import { buildBillingConfig, buildGrant, buildPlan } from '../../src/testing/index.js';
import { NOW } from '../billing/given.js';
import { install, KEY } from '../billing/shell/world.js';
import { ctxOf, openApp, type TestApp } from './app-parts.js';

/** `free` allows ten records a month and one sync, `team` a hundred and three, `scale` any number; only `team` names calls. */
const BILLING = buildBillingConfig({
  plan: {
    free: buildPlan('free', { limits: { records_per_month: 10, syncs: 1 } }),
    team: buildPlan('team', { limits: { records_per_month: 100, syncs: 3, calls_per_day: 2 } }),
    scale: buildPlan('scale', { limits: { records_per_month: -1, syncs: -1 } }),
  },
});

async function appOn(
  plan: 'free' | 'team' | 'scale',
  more: Parameters<typeof openApp>[0] = {},
): Promise<TestApp> {
  const app = await openApp({ billing: BILLING, ...more });
  await install(app);
  if (plan !== 'free') await grant(app, plan);
  return app;
}

async function grant(app: TestApp, plan: string): Promise<void> {
  await transact(app.engine, KEY, () => ({ kind: 'grantGiven', grant: buildGrant({ grantId: plan, plan }) }));
}

/** A mailer and the author's handlers, as a running app has them. */
async function deliver(app: TestApp): Promise<void> {
  await tick({ ...app.engine, authorHooks: createAuthorHooks(() => app.parts) });
}

const RESETS_AT = new Date(NOW);
RESETS_AT.setUTCMonth(RESETS_AT.getUTCMonth() + 1);

describe('consume', () => {
  it('counts up to what the plan allows and says how much is used when no more fits', async () => {
    const ctx = await ctxOf(await appOn('free'));
    await consume(ctx, 'records_per_month', 8);
    await expect(consume(ctx, 'records_per_month', 3)).rejects.toMatchObject({
      name: 'LimitExceeded',
      code: 'LIMIT_EXCEEDED',
      status: 402,
      retryable: false,
      limit: 'records_per_month',
      used: 8,
      allowed: 10,
      resetsAt: RESETS_AT.getTime(),
      details: { wanted: 3, currentPlan: 'free', status: 'trialing' },
    });
    await consume(ctx, 'records_per_month', 2);
    expect(await usage(ctx, 'records_per_month')).toMatchObject({ used: 10, allowed: 10 });
  });

  it('lets a portal without access use nothing', async () => {
    const app = await openApp({ billing: BILLING });
    const ctx = await ctxOf(app);
    await expect(consume(ctx, 'records_per_month', 1)).rejects.toMatchObject({ code: 'PAYMENT_REQUIRED' });
    await install(app);
    expect(await usage(await ctxOf(app), 'records_per_month')).toMatchObject({ used: 0 });
  });

  it('allows nothing of a limit that the plan in force does not name and another one does', async () => {
    const ctx = await ctxOf(await appOn('scale'));
    await expect(consume(ctx, 'calls_per_day', 1)).rejects.toMatchObject({ allowed: 0, used: 0 });
    await consume(ctx, 'records_per_month', 1_000_000_000);
    expect(await usage(ctx, 'records_per_month')).toMatchObject({ used: 1_000_000_000, allowed: -1 });
  });

  it('keeps what was used through an upgrade', async () => {
    const app = await appOn('free');
    await consume(await ctxOf(app), 'records_per_month', 10);
    await grant(app, 'team');
    const ctx = await ctxOf(app);
    await consume(ctx, 'records_per_month', 90);
    await expect(consume(ctx, 'records_per_month', 1)).rejects.toMatchObject({ used: 100, allowed: 100 });
  });

  it('begins again when the window is over', async () => {
    const app = await appOn('team');
    const ctx = await ctxOf(app);
    await consume(ctx, 'calls_per_day', 2);
    await consume(ctx, 'records_per_month', 100);
    app.clock.advance(DAY_MS);
    await consume(ctx, 'calls_per_day', 2);
    await expect(consume(ctx, 'records_per_month', 1)).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
    app.clock.set(RESETS_AT.getTime());
    await consume(ctx, 'records_per_month', 100);
  });

  it('counts a repeated call once, also in the next window, and for as long as HubSpot repeats calls', async () => {
    const app = await appOn('team');
    const ctx = await ctxOf(app);
    for (const afterMs of [0, DAY_MS - 1, DAY_MS, 2 * DAY_MS]) {
      app.clock.advance(afterMs);
      await tick(app.engine);
      await consume(ctx, 'calls_per_day', 2, { key: 'execution 7' });
    }
    app.clock.set(NOW);
    expect(await usage(ctx, 'calls_per_day')).toMatchObject({ used: 2 });
    app.clock.advance(3 * DAY_MS);
    expect(await usage(ctx, 'calls_per_day')).toMatchObject({ used: 0 });
  });

  it('refuses a key that has counted another amount', async () => {
    const ctx = await ctxOf(await appOn('free'));
    await consume(ctx, 'records_per_month', 5, { key: 'batch 1' });
    await expect(consume(ctx, 'records_per_month', 4, { key: 'batch 1' })).rejects.toMatchObject({
      code: 'CONFLICT',
      message:
        'consume was called for 4 records_per_month with a key that has counted 5 of them; nothing was counted.',
    });
  });

  it.each([
    ['no amount', 0, 'a whole number of 1 to 1000000000'],
    ['less than nothing', -1, 'a whole number of 1 to 1000000000'],
    ['a part', 1.5, 'a whole number of 1 to 1000000000'],
    ['what is no number', Number.NaN, 'a whole number of 1 to 1000000000'],
    ['more than one call may count', 1_000_000_001, 'a whole number of 1 to 1000000000'],
  ])('refuses %s', async (_, amount, allowed) => {
    const ctx = await ctxOf(await appOn('scale'));
    const refusal = { code: 'REQUEST_INVALID', message: expect.stringContaining(allowed) as string };
    await expect(consume(ctx, 'records_per_month', amount)).rejects.toMatchObject(refusal);
    await expect(refund(ctx, 'records_per_month', amount)).rejects.toMatchObject(refusal);
  });

  it('refuses a limit of what exists, a limit that no plan names, and a key nobody could have meant', async () => {
    const ctx = await ctxOf(await appOn('scale'));
    await expect(consume(ctx, 'syncs', 1)).rejects.toThrow('says how many may exist');
    await expect(consume(ctx, 'zebras_per_month', 1)).rejects.toThrow(
      'which no plan of hs-x.toml names. Known: records_per_month, syncs, calls_per_day.',
    );
    for (const key of ['', 'x'.repeat(201)]) {
      await expect(consume(ctx, 'records_per_month', 1, { key })).rejects.toMatchObject({
        code: 'REQUEST_INVALID',
      });
    }
  });

  it('says that billing is unavailable while the store cannot be written, and counts the same key once afterwards', async () => {
    const app = await appOn('free');
    const ctx = await ctxOf(app);
    const other = new Database(app.file);
    other.exec('BEGIN IMMEDIATE');
    await expect(consume(ctx, 'records_per_month', 4, { key: 'batch 1' })).rejects.toMatchObject({
      code: 'BILLING_UNAVAILABLE',
      retryable: true,
    });
    other.exec('ROLLBACK');
    other.close();
    await consume(ctx, 'records_per_month', 4, { key: 'batch 1' });
    await consume(ctx, 'records_per_month', 4, { key: 'batch 1' });
    expect(await usage(ctx, 'records_per_month')).toMatchObject({ used: 4 });
  });
});

describe('refund', () => {
  it('gives back by key, once, and lets the call be tried again', async () => {
    const ctx = await ctxOf(await appOn('free'));
    const key = 'execution 7';
    await consume(ctx, 'records_per_month', 6, { key });
    await refund(ctx, 'records_per_month', 6, { key });
    await refund(ctx, 'records_per_month', 6, { key });
    expect(await usage(ctx, 'records_per_month')).toMatchObject({ used: 0 });
    await consume(ctx, 'records_per_month', 6, { key });
    await consume(ctx, 'records_per_month', 6, { key });
    expect(await usage(ctx, 'records_per_month')).toMatchObject({ used: 6 });
  });

  it('never gives back more than was counted, and refuses more than a key counted', async () => {
    const ctx = await ctxOf(await appOn('free'));
    await consume(ctx, 'records_per_month', 3, { key: 'batch 1' });
    await expect(refund(ctx, 'records_per_month', 4, { key: 'batch 1' })).rejects.toMatchObject({
      code: 'CONFLICT',
      message:
        'refund was called for 4 records_per_month with a key that counted 3 of them; nothing was given back.',
    });
    await refund(ctx, 'records_per_month', 50);
    expect(await usage(ctx, 'records_per_month')).toMatchObject({ used: 0 });
  });
});

describe('requireLimit', () => {
  it('lets one more be added while it fits, and asks whether what exists fits when nothing is added', async () => {
    const ctx = await ctxOf(await appOn('team'));
    await requireLimit(ctx, 'syncs', 2);
    await expect(requireLimit(ctx, 'syncs', 3)).rejects.toMatchObject({
      name: 'LimitExceeded',
      used: 3,
      allowed: 3,
      resetsAt: null,
      details: { wanted: 1, currentPlan: 'team' },
    });
    await requireLimit(ctx, 'syncs', 3, { adding: 0 });
    await expect(requireLimit(ctx, 'syncs', 4, { adding: 0 })).rejects.toMatchObject({ used: 4 });
    await expect(requireLimit(ctx, 'syncs', 0, { adding: 4 })).rejects.toMatchObject({ used: 0 });
  });

  it('lets any number be added where the plan says so, and none without access', async () => {
    await requireLimit(await ctxOf(await appOn('scale')), 'syncs', 1_000_000);
    const denied = await ctxOf(await openApp({ billing: BILLING }));
    await expect(requireLimit(denied, 'syncs', 0)).rejects.toMatchObject({ code: 'PAYMENT_REQUIRED' });
  });

  it('refuses a counter, an unknown limit and what is no number of things', async () => {
    const ctx = await ctxOf(await appOn('team'));
    await expect(requireLimit(ctx, 'records_per_month', 1)).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
      hint: expect.stringContaining('Use consume') as string,
    });
    await expect(requireLimit(ctx, 'zebras', 1)).rejects.toThrow('no plan of hs-x.toml names');
    await expect(requireLimit(ctx, 'syncs', -1)).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
    await expect(requireLimit(ctx, 'syncs', 1, { adding: 0.5 })).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
    });
  });
});

describe('usage', () => {
  it('tells every limit of the plan in force, with running syncs counted and those a person paused left out', async () => {
    const app = await appOn('team');
    const ctx = await ctxOf(app);
    await consume(ctx, 'records_per_month', 7);
    await ctx.kv.put(`sync:${KEY.portalId}:a`, { status: 'active' });
    await ctx.kv.put(`sync:${KEY.portalId}:b`, { status: 'paused', pausedReason: 'billing' });
    await ctx.kv.put(`sync:${KEY.portalId}:c`, { status: 'paused', pausedReason: 'a person' });
    expect(await usage(ctx)).toEqual([
      { limit: 'records_per_month', used: 7, allowed: 100, resetsAt: RESETS_AT.getTime() },
      { limit: 'syncs', used: 2, allowed: 3, resetsAt: null },
      { limit: 'calls_per_day', used: 0, allowed: 2, resetsAt: Date.UTC(2026, 10, 21) },
    ]);
  });

  it('does not count what only the author can count', async () => {
    const own = {
      limit: 'syncs',
      list: () => Promise.resolve([]),
      pause: () => Promise.resolve(),
      resume: () => Promise.resolve(),
    };
    const ctx = await ctxOf(await appOn('team', { declare: (worker) => worker.resource(own) }));
    expect(await usage(ctx, 'syncs')).toMatchObject({ used: null, allowed: 3 });
  });
});

describe('the thresholds', () => {
  it('are told once a window each, by mail and to the author’s trigger, with the count that reached them', async () => {
    const events: UsageThresholdEvent[] = [];
    const app = await appOn('team', {
      declare: (worker) =>
        worker.trigger('billing.usage_threshold', (ctx) => Promise.resolve(void events.push(ctx.event))),
    });
    const ctx = await ctxOf(app);
    const count = async (amount: number) => {
      await consume(ctx, 'records_per_month', amount);
      await deliver(app);
    };
    await count(79);
    expect(app.mails).toEqual([]);
    await count(4);
    await refund(ctx, 'records_per_month', 10);
    await count(10);
    expect(app.mails).toMatchObject([
      {
        to: 'ada@example.com',
        template: 'usage-threshold',
        data: {
          limit: 'records_per_month',
          used: 83,
          allowed: 100,
          threshold: 80,
          resetsAt: RESETS_AT.getTime(),
          plan: 'Team',
          upgradeUrl: 'https://app.example/billing',
        },
      },
    ]);
    await count(17);
    await expect(consume(ctx, 'records_per_month', 1)).rejects.toThrow();
    await deliver(app);
    expect(app.mails.map(({ data }) => [data.threshold, data.used])).toEqual([
      [80, 83],
      [100, 100],
    ]);
    const facts = { portalId: KEY.portalId, limit: 'records_per_month', allowed: 100 };
    expect(events).toEqual([
      { ...facts, used: 83, threshold: 80, resetsAt: RESETS_AT.getTime() },
      { ...facts, used: 100, threshold: 100, resetsAt: RESETS_AT.getTime() },
    ]);
    app.clock.set(RESETS_AT.getTime());
    await count(80);
    expect(app.mails).toHaveLength(3);
  });

  it('are told again of a larger allowance, and not of one that has no end', async () => {
    const app = await appOn('free');
    await consume(await ctxOf(app), 'records_per_month', 10);
    await grant(app, 'team');
    await consume(await ctxOf(app), 'records_per_month', 70);
    await grant(app, 'scale');
    await consume(await ctxOf(app), 'records_per_month', 1_000);
    await deliver(app);
    const told = app.mails.filter(({ template }) => template === 'usage-threshold');
    expect(told.map(({ data }) => [data.allowed, data.threshold])).toEqual([
      [10, 100],
      [100, 80],
    ]);
  });

  it('are told by no mail where the app does its billing by hand', async () => {
    const app = await openApp({ billing: BILLING, isHandWired: true });
    await install(app);
    const ctx = await ctxOf(app);
    await ctx.kv.put(`entitlement:${KEY.portalId}`, {
      plan: 'team',
      status: 'active',
      adminEmail: 'ada@example.com',
      updatedAt: NOW,
    });
    await consume(await ctxOf(app), 'calls_per_day', 2);
    await deliver(app);
    expect(app.mails).toEqual([]);
  });
});
