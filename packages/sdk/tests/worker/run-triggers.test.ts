import { describe, expect, it } from 'vitest';
import { requireFeature } from '../../src/billing/gate.js';
import { acceptHubspotBatch } from '../../src/worker/hubspot-batch.js';
import { runHubspotWebhook, runInstalled } from '../../src/worker/run-triggers.js';
import { hsxErrorOf } from '../hubspot/hsx-error-of.js';
import { install, KEY } from '../billing/shell/world.js';
import { openApp } from './app-parts.js';

describe('the install trigger', () => {
  it('runs its handlers in order; the last redirect wins', async () => {
    const app = await openApp({
      declare: (worker) => {
        worker.trigger('hubspot.app.installed', (ctx) =>
          Promise.resolve({ redirect: `https://a.example/${ctx.event.portalId}` }),
        );
        worker.trigger('hubspot.app.installed', (ctx) =>
          Promise.resolve({ redirect: `https://b.example/${ctx.portalId}` }),
        );
        worker.trigger('hubspot.app.installed', () => Promise.resolve());
      },
    });
    const event = {
      portalId: KEY.portalId,
      userEmail: 'a@b.c',
      userId: '1',
      scopes: [],
      accountType: 'STANDARD',
      isReinstall: false,
    } as const;
    expect(await runInstalled(app.parts, app.engine.logger, event)).toBe(`https://b.example/${KEY.portalId}`);
  });
});

describe('a HubSpot webhook', () => {
  const event = { eventId: 1, portalId: KEY.portalId, subscriptionType: 'contact.creation', occurredAt: 5 };

  it('for a portal that has not paid is skipped, not tried again', async () => {
    let ran = 0;
    const app = await openApp({
      declare: (worker) => {
        worker.trigger('hubspot.webhook', (ctx) => requireFeature(ctx, 'sync.bidirectional'));
        worker.trigger('hubspot.webhook', () => Promise.resolve(void (ran += 1)));
      },
    });
    await install(app);
    const outcome = await runHubspotWebhook(app.parts, app.engine.logger, { portalId: KEY.portalId, event });
    expect([ran, outcome]).toEqual([1, { kind: 'skipped', reason: 'PLAN_UPGRADE_REQUIRED' }]);
  });

  it('whose handler fails is left to the retry', async () => {
    const app = await openApp({
      declare: (worker) => worker.trigger('hubspot.webhook', () => Promise.reject(new Error('a fault'))),
    });
    const run = () => runHubspotWebhook(app.parts, app.engine.logger, { portalId: KEY.portalId, event });
    await expect(run()).rejects.toThrow('a fault');
  });

  it('is stored once each, whatever HubSpot repeats, and what is no entry is skipped', async () => {
    const app = await openApp({
      declare: (worker) => worker.trigger('hubspot.webhook', () => Promise.resolve()),
    });
    const batch = [
      event,
      event,
      { ...event, eventId: 2 },
      { ...event, portalId: 7 },
      {},
      null,
      { ...event, portalId: 'x' },
    ];
    expect(await acceptHubspotBatch(app.parts, batch)).toEqual({ stored: 3, duplicates: 1, skipped: 3 });
    await app.settle();
    expect(await acceptHubspotBatch(app.parts, [event])).toEqual({ stored: 0, duplicates: 1, skipped: 0 });
  });

  it.each([[null], [{}], ['x'], [Array.from({ length: 101 }, () => event)]])(
    'batch that is none is refused',
    async (batch) => {
      const app = await openApp();
      expect((await hsxErrorOf(() => acceptHubspotBatch(app.parts, batch))).code).toBe('REQUEST_INVALID');
    },
  );
});
