/**
 * The app in workerd on D1: the suite of the five hops as it is, a life of a portal, and what only Workers have. One file, since its worlds share one
 * workerd. `HSX_TEST_RUNTIME=workerd` runs the other suites there, too; `npm run test:deep` does.
 */
import { readFile } from 'node:fs/promises';
import { loadAppConfig } from '@hs-x/sdk/config';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  cancel,
  DAY_MS,
  FAILING_CARD,
  mailsOf,
  PORTAL,
  subscribe,
  subscriptionOf,
  useCard,
} from '../lifecycle/subscriber.js';
import { bundleForWorkers } from '../support/bundle-for-workers.js';
import { canUse, rowOf } from '../support/portal.js';
import { startWorld, type World, type WorldOptions } from '../support/start-world.js';
import { createVisitor, GOOD_CARD, pay } from '../support/visitor.js';
import { startWorkerd } from '../support/workerd.js';

process.env.HSX_TEST_RUNTIME = 'workerd';

const TOML = new URL('../../examples/billing-guide/hs-x.toml', import.meta.url);

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

async function open(options: WorldOptions = {}): Promise<World> {
  const world = await startWorld(options);
  opened.push(() => world.close());
  return world;
}

describe('the five hops in workerd', async () => {
  await import('../five-hops/five-hops.test.js');
});

/** The minute's cron of two isolates at once, as Cron Triggers may overlap. */
async function twoCronsAtOnce(world: World): Promise<void> {
  await Promise.all([world.app.tick(), world.app.tick()]);
  await world.settle();
}

describe('the lifecycle in workerd', () => {
  it('goes through trial, payment, a failed one, recovery and the end, each told once', async () => {
    const world = await open();
    await subscribe(world);
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team', status: 'trialing' });
    await world.advanceBy(12 * DAY_MS);
    await twoCronsAtOnce(world);
    expect(mailsOf(world, 'trial-')).toContain('trial-ending');

    await world.advanceBy(3 * DAY_MS);
    await twoCronsAtOnce(world);
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team', status: 'active' });
    expect(mailsOf(world, 'trial-')).toContain('trial-ended');

    await useCard(world, FAILING_CARD);
    await world.advanceBy(31 * DAY_MS);
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team', status: 'past_due' });
    expect(mailsOf(world, 'payment-failed')).not.toEqual([]);

    await useCard(world, GOOD_CARD);
    await world.simulators.clock.advanceTo(subscriptionOf(world).latestInvoice?.nextPaymentAttemptAt ?? 0);
    await world.settle();
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team', status: 'active' });

    await cancel(world);
    await world.advanceBy(40 * DAY_MS);
    await twoCronsAtOnce(world);
    expect(await canUse(world, PORTAL, 'card.edit')).toBe(false);
    expect(mailsOf(world)).toContain('subscription-ended');
    expect(new Set(world.mails.map(({ key }) => key)).size).toBe(world.mails.length);
  });
});

describe('a Worker', () => {
  it('gives a worker file its environment while it is loaded, and tells its log alone what is missing there', async () => {
    const lines: string[] = [];
    const config = loadAppConfig(await readFile(TOML, 'utf8'));
    const text = `
      import { createCloudflareWorker } from '@hs-x/sdk/cloudflare';
      import definition from './reads-environment.ts';
      export default createCloudflareWorker({ definition, config: ${JSON.stringify(config)} });`;
    const workerd = await startWorkerd({
      bundle: await bundleForWorkers({ text, folder: new URL('./', import.meta.url) }),
      bindings: { GREETING: 'hello' },
      onLog: (line) => lines.push(line),
    });
    opened.push(() => workerd.stop());
    const answer = await fetch(`${workerd.origin}/health`);
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({
      ok: false,
      error: { code: 'INTERNAL', message: 'The app is not set up.' },
    });
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
    await vi.waitFor(() => expect(lines.join()).toContain('STRIPE_SECRET is missing'));
  });

  it('answers whether it and its database are there, and works off webhooks and the minute through its queue', async () => {
    const world = await open({ usesQueue: true });
    const health = await fetch(`${world.appUrl}/health`);
    expect([health.status, await health.json()]).toEqual([200, { ok: true, app: 'app', mode: 'test' }]);

    const { location } = await createVisitor(world).install(PORTAL);
    pay(world, location ?? '');
    await world.simulators.settle(); // the webhooks are delivered, and no cron has come
    await vi.waitFor(async () => expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team' }), 10_000);

    await world.advanceBy(4 * DAY_MS);
    await vi.waitFor(() => expect(mailsOf(world, 'trial-')).toEqual(['trial-check-in']), 10_000);
  });
});
