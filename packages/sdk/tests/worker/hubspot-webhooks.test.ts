/** What happens to HubSpot's webhooks after they were stored: fairness between portals, skipping, trying again. */
import { describe, expect, it } from 'vitest';
import { requireFeature } from '../../src/billing/gate.js';
import { BillingUnavailable } from '../../src/billing/payment-errors.js';
import { transact } from '../../src/billing/shell/transact.js';
import { HOUR_MS } from '../../src/kernel/instant.js';
import { buildGrant } from '../../src/testing/index.js';
import { createApp, type App } from '../../src/worker/create-app.js';
import { acceptHubspotBatch } from '../../src/worker/hubspot-batch.js';
import { install, KEY } from '../billing/shell/world.js';
import { openApp, type TestApp } from './app-parts.js';

type Declare = NonNullable<NonNullable<Parameters<typeof openApp>[0]>['declare']>;
const PORTAL = Number(KEY.portalId);

/** An app that works nothing off before the test says so. */
async function openWebhooks(declare: Declare): Promise<TestApp & { app: App }> {
  const test = await openApp({ declare, parts: { background: () => undefined } });
  return { ...test, app: createApp(test.parts) };
}

async function send(test: TestApp, portalId: number, count: number): Promise<void> {
  const events = Array.from({ length: count }, (_unused, eventId) => ({
    eventId,
    portalId,
    subscriptionType: 'contact.creation',
    occurredAt: 5,
  }));
  for (let sent = 0; sent < count; sent += 100) {
    await acceptHubspotBatch(test.parts, events.slice(sent, sent + 100));
  }
}

const skippedOf = ({ engine }: TestApp) => engine.inbox.skippedOf(KEY);

describe('one portal’s thousand webhooks', () => {
  it('do not delay another portal’s one that came last', async () => {
    const order: string[] = [];
    const test = await openWebhooks((worker) =>
      worker.trigger('hubspot.webhook', (ctx) => Promise.resolve(void order.push(ctx.portalId))),
    );
    await send(test, 1, 1_000);
    test.clock.advance(1);
    await send(test, 2, 1);
    await test.app.runWebhooks();
    expect(order).toHaveLength(1_001);
    expect(order.indexOf('2')).toBeLessThan(10);
  });

  it('whose handler hangs hold one lane up, and no other portal’s event and no payment’s', async () => {
    const order: string[] = [];
    const release: (() => void)[] = [];
    const test = await openWebhooks((worker) =>
      worker.trigger('hubspot.webhook', async (ctx) => {
        if (ctx.portalId === '1') await new Promise<void>((resolve) => release.push(resolve));
        order.push(ctx.portalId);
      }),
    );
    await send(test, 1, 3);
    const hanging = test.app.runWebhooks();
    await expect.poll(() => release.length).toBe(1);
    await send(test, 2, 2);
    const second = test.app.runWebhooks();
    await expect.poll(() => order).toEqual(['2', '2']);
    await test.app.tick();
    expect(release).toHaveLength(1);
    const freeing = setInterval(() => release.shift()?.(), 1);
    await Promise.all([hanging, second]);
    clearInterval(freeing);
    expect(order).toEqual(['2', '2', '1', '1', '1']);
  });
});

describe('a webhook of a portal that has not paid', () => {
  it('is skipped and counted, and never tried again, not even when the portal pays', async () => {
    let ran = 0;
    const test = await openWebhooks((worker) =>
      worker.trigger('hubspot.webhook', async (ctx) => {
        await requireFeature(ctx, 'sync.bidirectional');
        ran += 1;
      }),
    );
    await install(test);
    await send(test, PORTAL, 3);
    expect(await test.app.runWebhooks()).toBe(3);
    expect([ran, await skippedOf(test)]).toEqual([0, 3]);
    await transact(test.engine, KEY, () => ({ kind: 'grantGiven', grant: buildGrant() }));
    test.clock.advance(HOUR_MS);
    expect([await test.app.runWebhooks(), ran]).toEqual([0, 0]);
  });
});

describe('a webhook that billing cannot be asked about', () => {
  it('is tried again later and then done', async () => {
    let isDown = true;
    let ran = 0;
    const test = await openWebhooks((worker) =>
      worker.trigger('hubspot.webhook', () => {
        if (isDown) return Promise.reject(new BillingUnavailable('not now'));
        ran += 1;
        return Promise.resolve();
      }),
    );
    await send(test, PORTAL, 1);
    await test.app.runWebhooks();
    isDown = false;
    expect(await test.app.runWebhooks()).toBe(0);
    test.clock.advance(HOUR_MS);
    expect(await test.app.runWebhooks()).toBe(1);
    expect([ran, await skippedOf(test)]).toEqual([1, 0]);
  });
});
