import { describe, expect, it } from 'vitest';
import { BillingUnavailable } from '../../../src/billing/payment-errors.js';
import { requireFeature } from '../../../src/billing/gate.js';
import { transact } from '../../../src/billing/shell/transact.js';
import { createSyncRunner } from '../../../src/worker/sync/create-sync-runner.js';
import type { AppParts } from '../../../src/worker/app-parts.js';
import { MINUTE_MS } from '../../../src/kernel/instant.js';
import { buildGrant } from '../../../src/testing/index.js';
import { NOW } from '../../billing/given.js';
import { install, KEY } from '../../billing/shell/world.js';
import type { Ctx } from '../../../src/worker/ctx.js';
import { ctxOf, openApp, type TestApp } from '../app-parts.js';

/** A process's turn; made anew each time, as after a restart. */
const runSyncs = (parts: AppParts) => createSyncRunner(parts)();

const SYNC_KEY = `sync:${KEY.portalId}:contacts`;

async function appWith(beforeRun: (ctx: Ctx) => Promise<void>): Promise<TestApp> {
  const app = await openApp({
    declare: (worker) => worker.sync('airtable', { into: 'contacts', schedule: '5m', schema: {}, beforeRun }),
  });
  await install(app);
  return app;
}

async function rowOf(app: TestApp): Promise<unknown> {
  return (await ctxOf(app)).kv.get(SYNC_KEY);
}

async function nextTurn(app: TestApp): Promise<number> {
  app.clock.advance(5 * MINUTE_MS);
  return runSyncs(app.parts);
}

const give = { kind: 'grantGiven', grant: buildGrant() } as const;
const takeBack = { kind: 'grantRevoked', grantId: 'grant_1', actor: 'operator', reason: 'x' } as const;

describe('a sync', () => {
  it('runs for a portal when its schedule says so, and asks beforeRun every time', async () => {
    let asked = 0;
    const app = await appWith(() => Promise.resolve(void (asked += 1)));
    expect([await runSyncs(app.parts), await runSyncs(app.parts)]).toEqual([1, 0]);
    app.clock.advance(5 * MINUTE_MS - 1);
    expect(await runSyncs(app.parts)).toBe(0);
    app.clock.advance(1);
    expect([await runSyncs(app.parts), asked]).toEqual([1, 2]);
    expect(await rowOf(app)).toMatchObject({
      frequency: '5m',
      status: 'active',
      lastRunAt: NOW + 5 * MINUTE_MS,
    });
  });

  it('does not run for a portal that has not installed the app', async () => {
    const app = await openApp({
      declare: (worker) => worker.sync(1, { into: 'contacts', schedule: '5m', schema: {} }),
    });
    await transact(app.engine, KEY, () => give);
    expect(await runSyncs(app.parts)).toBe(0);
  });

  it('is paused for billing while the portal has not paid, and resumes by itself', async () => {
    const app = await appWith((ctx) => requireFeature(ctx, 'sync.bidirectional'));
    expect(await runSyncs(app.parts)).toBe(0);
    expect(await rowOf(app)).toMatchObject({ status: 'paused', pausedReason: 'billing' });
    await transact(app.engine, KEY, () => give);
    expect(await nextTurn(app)).toBe(1);
    expect(await rowOf(app)).toMatchObject({ status: 'active', pausedReason: null });
    await transact(app.engine, KEY, () => takeBack);
    expect(await nextTurn(app)).toBe(0);
    expect(await rowOf(app)).toMatchObject({ status: 'paused', pausedReason: 'billing' });
  });

  it('is put off, not paused, while nobody can say, and a pause for billing survives the outage', async () => {
    let isOut = true;
    const app = await appWith((ctx) =>
      isOut ? Promise.reject(new BillingUnavailable('outage')) : requireFeature(ctx, 'sync.bidirectional'),
    );
    await runSyncs(app.parts);
    expect(await rowOf(app)).toMatchObject({ status: 'active' });
    isOut = false;
    await nextTurn(app);
    isOut = true;
    await nextTurn(app);
    isOut = false;
    await transact(app.engine, KEY, () => give);
    expect(await nextTurn(app)).toBe(1);
  });

  it('that the app paused itself stays paused, also when it did so during the run', async () => {
    const paused = { status: 'paused', pausedReason: 'downgrade', note: 'kept' };
    let doesPause = true;
    const app = await appWith(async (ctx) => {
      if (doesPause) await ctx.kv.put(SYNC_KEY, paused);
    });
    await runSyncs(app.parts);
    expect(await rowOf(app)).toMatchObject(paused);
    doesPause = false;
    expect(await nextTurn(app)).toBe(0);
    expect(await rowOf(app)).toMatchObject(paused);
  });

  it('that fails keeps no other sync from its turn', async () => {
    const options = { into: 'contacts', schedule: '5m', schema: {} };
    const app = await openApp({
      declare: (worker) => {
        worker.sync(1, { ...options, beforeRun: () => Promise.reject(new Error('a fault')) });
        worker.sync(2, options);
      },
    });
    await install(app);
    expect(await runSyncs(app.parts)).toBe(1);
  });
});
