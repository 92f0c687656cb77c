import { describe, expect, it } from 'vitest';
import { hasFeature, requireFeature } from '../../src/billing/gate.js';
import type { BillingStore } from '../../src/billing/ports/billing-store.js';
import { transact } from '../../src/billing/shell/transact.js';
import { DAY_MS, HOUR_MS } from '../../src/kernel/instant.js';
import { buildObserved, buildSubscription } from '../../src/testing/index.js';
import { install, KEY } from '../billing/shell/world.js';
import { ctxOf, openApp, type TestApp } from './app-parts.js';

async function payingApp(): Promise<TestApp> {
  const app = await openApp();
  await install(app);
  await transact(app.engine, KEY, () => ({ kind: 'checkoutWished', plan: 'team' }));
  await transact(app.engine, KEY, () => ({ kind: 'customerCreated', generation: 1, customerId: 'cus_1' }));
  const observed = buildObserved([buildSubscription()]);
  await transact(app.engine, KEY, () => ({ kind: 'customerObserved', observed }));
  return app;
}

describe('the ctx of a request', () => {
  it('reads the store once, however often the gate is asked', async () => {
    const app = await payingApp();
    const reads: string[] = [];
    const { store } = app.engine;
    const counting: BillingStore = {
      ...store,
      load: (key) => (reads.push('load'), store.load(key)),
      read: (key) => (reads.push('read'), store.read(key)),
    };
    const counted = { ...app, parts: { ...app.parts, engine: { ...app.engine, store: counting } } };
    const ctx = await ctxOf(counted);
    for (let check = 0; check < 5; check++) await requireFeature(ctx, 'sync.bidirectional');
    expect(reads).toEqual(['read']);
    expect(app.provider.calls).toEqual([]);
  });

  it('remembers the row for itself alone: the next request sees what changed', async () => {
    const app = await payingApp();
    const first = await ctxOf(app);
    expect(await hasFeature(first, 'sync.bidirectional')).toBe(true);
    const observed = buildObserved([buildSubscription({ status: 'canceled' })]);
    await transact(app.engine, KEY, () => ({ kind: 'customerObserved', observed }));
    expect(await hasFeature(first, 'sync.bidirectional')).toBe(true);
    expect(await hasFeature(await ctxOf(app), 'sync.bidirectional')).toBe(false);
  });

  it('knows the portal, its admin, the parsed file and where to upgrade', async () => {
    const ctx = await ctxOf(await payingApp());
    expect([ctx.portalId, ctx.adminEmail]).toEqual([KEY.portalId, 'ada@example.com']);
    expect(ctx.config.billing).toMatchObject({
      trial_days: 14,
      upgrade_url: 'https://app.example/billing/portal',
    });
    const configured = await openApp({ billing: { upgrade_url: 'https://yourapp.com/billing' } });
    expect((await ctxOf(configured)).config.billing.upgrade_url).toBe('https://yourapp.com/billing');
  });

  it('wakes an account whose row is past its time, unless an observation is queued already', async () => {
    const app = await payingApp();
    app.clock.set(Date.UTC(2026, 11, 4) + HOUR_MS);
    const now = app.clock.now();
    await app.engine.store.reschedule(KEY, now + DAY_MS);
    expect(await hasFeature(await ctxOf(app), 'sync.bidirectional')).toBe(true);
    await app.settle();
    expect(await app.engine.store.due(app.engine.scope, { now, limit: 1 })).toEqual([KEY]);
    await app.engine.store.reschedule(KEY, now + HOUR_MS);
    await hasFeature(await ctxOf(app), 'sync.bidirectional');
    await app.settle();
    expect(await app.engine.store.due(app.engine.scope, { now, limit: 1 })).toEqual([]);
    expect(app.provider.calls).toEqual([]);
  });
});
