/** Billing's own triggers in the author's code: what a portal has not paid for waits, and is done when it pays. */
import { describe, expect, it } from 'vitest';
import { requireFeature } from '../../src/billing/gate.js';
import { BillingUnavailable } from '../../src/billing/payment-errors.js';
import { transact } from '../../src/billing/shell/transact.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/kernel/instant.js';
import { buildGrant } from '../../src/testing/index.js';
import { createApp, type App } from '../../src/worker/create-app.js';
import { install, KEY } from '../billing/shell/world.js';
import { openApp, type TestApp } from './app-parts.js';

type Declare = NonNullable<NonNullable<Parameters<typeof openApp>[0]>['declare']>;

/** An app with one raised trigger in its queue. */
async function openQueue(declare: Declare): Promise<TestApp & { app: App }> {
  const test = await openApp({ declare });
  await install(test);
  const { portalId } = KEY;
  const event = { portalId, fromPlan: 'scale', toPlan: 'team' };
  await test.engine.outbox.add(test.engine.scope, {
    portalId,
    effect: { kind: 'runTrigger', key: 'downgraded:1', trigger: 'billing.downgraded', event },
    now: test.clock.now(),
  });
  return { ...test, app: createApp(test.parts) };
}

async function tickFor({ app, clock }: TestApp & { app: App }, durationMs: number): Promise<void> {
  const until = clock.now() + durationMs;
  while (clock.now() < until) {
    await app.tick();
    clock.advance(HOUR_MS);
  }
}

describe('a handler of a billing trigger', () => {
  it('that the portal has not paid for waits without a failure, the others run once, and it runs when the portal pays', async () => {
    const ran: string[] = [];
    const test = await openQueue((worker) => {
      worker.trigger('billing.downgraded', async (ctx) => {
        await requireFeature(ctx, 'sync.bidirectional');
        ran.push('gated');
      });
      worker.trigger('billing.downgraded', () => Promise.resolve(void ran.push('other')));
    });
    await tickFor(test, 5 * DAY_MS);
    expect(ran).toEqual(['other']);
    await transact(test.engine, KEY, () => ({ kind: 'grantGiven', grant: buildGrant() }));
    await tickFor(test, 2 * HOUR_MS);
    expect(ran).toEqual(['other', 'gated']);
    await tickFor(test, DAY_MS);
    expect(ran).toEqual(['other', 'gated']);
  });

  it('is given up in silence after thirty days without payment', async () => {
    let asked = 0;
    const test = await openQueue((worker) =>
      worker.trigger('billing.downgraded', async (ctx) => {
        asked += 1;
        await requireFeature(ctx, 'sync.bidirectional');
      }),
    );
    await tickFor(test, 31 * DAY_MS);
    const atTheEnd = asked;
    await tickFor(test, 2 * DAY_MS);
    expect([asked, test.alerts]).toEqual([atTheEnd, []]);
  });

  it('is put off for a minute while billing cannot be asked, however long that takes', async () => {
    let isDown = true;
    let ran = 0;
    const test = await openQueue((worker) =>
      worker.trigger('billing.downgraded', () => {
        if (isDown) return Promise.reject(new BillingUnavailable('not now'));
        ran += 1;
        return Promise.resolve();
      }),
    );
    await tickFor(test, 4 * DAY_MS);
    isDown = false;
    test.clock.advance(MINUTE_MS);
    await test.app.tick();
    expect(ran).toBe(1);
  });
});
