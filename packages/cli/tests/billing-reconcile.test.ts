import Stripe from 'stripe';
import { afterEach, expect, test } from 'vitest';
import { pushPlans } from '../src/billing/push-plans.js';
import type { ReconcileProgress } from '@hs-x/sdk/admin';
import { withAdminPort, type AdminPlace } from '../src/billing/open-admin-port.js';
import { runReconcile } from '../src/billing/run-reconcile.js';
import { coverageLines } from '../src/billing/views/coverage-lines.js';
import { createDemoWorld, PORTALS } from '../src/demo/demo-world.js';
import { installApp, payWithCard } from '../src/demo/person-acts.js';
import { rowFacts } from '../src/demo/row-facts.js';
import { createFixtureApp, FIXTURE_CONFIG, type FixtureApp } from './fixture-app.js';
import { runCommand } from './run-command.js';
import { copyDatabase, placeOf, runApp, type AppInDev } from './running-app.js';

let running: AppInDev | undefined;
let app: FixtureApp | undefined;

afterEach(async () => {
  await running?.close();
  app?.remove();
  running = undefined;
  app = undefined;
});

async function reconcile(place: AdminPlace, onProgress: (progress: ReconcileProgress) => void) {
  const { signal } = new AbortController();
  const report = await withAdminPort(place, ({ port }) => runReconcile(port, { onProgress, signal }));
  return report === null ? [] : coverageLines(report);
}

test('reconcile finds a payment whose webhook was lost, and the next one finds nothing', async () => {
  running = await runApp();
  const world = createDemoWorld(running.dev);
  await installApp(world, PORTALS.northwind);
  const database = await copyDatabase(running, 'before-payment.sqlite');
  await payWithCard(world, PORTALS.northwind, '4242 4242 4242 4242');
  const seen: ReconcileProgress[] = [];
  const place = { ...placeOf(running), database };
  expect(await reconcile(place, (progress) => seen.push(progress))).toEqual([
    '1 listed, 0 matched, 1 healed, unexplained = 0',
    '  1 × unknown here, or not counted here',
  ]);
  expect(seen.map(({ compared }) => compared)).toContain(1);
  expect(await reconcile(place, (progress) => seen.push(progress))).toEqual([
    '1 listed, 1 matched, 0 healed, unexplained = 0',
  ]);
  expect(seen.at(-1)).toMatchObject({ compared: 1, expected: 1 });
});

test('a cancellation whose webhooks were all lost is found within ten minutes, by nobody’s doing', async () => {
  running = await runApp(Date.UTC(2026, 10, 20, 9));
  const { dev: started } = running;
  const world = createDemoWorld(started);
  await installApp(world, PORTALS.northwind);
  await payWithCard(world, PORTALS.northwind, '4242 4242 4242 4242');
  await started.tick(); // no webhook of the payment is still being worked off
  expect(await rowFacts(started, PORTALS.northwind)).toMatchObject({ plan: 'team', status: 'trialing' });
  const { port, secretKey, control } = started.simulators.stripe;
  const stripe = new Stripe(secretKey, { host: '127.0.0.1', port, protocol: 'http', telemetry: false });
  control.dropWebhooks(100);
  const [subscription] = (await stripe.subscriptions.list()).data;
  await stripe.subscriptions.cancel(subscription?.id ?? '');
  await started.tick();
  expect(await rowFacts(started, PORTALS.northwind)).toMatchObject({ status: 'trialing' });
  await started.advanceBy(10 * 60_000);
  expect(await rowFacts(started, PORTALS.northwind)).toMatchObject({ plan: 'free', status: 'canceled' });
});

/** What `plans push` would change in the customer portal of a development run. */
async function portalSteps(started: AppInDev) {
  const { folder, environment, vendors } = placeOf(started);
  const until = { until: 'diff', mayBeLive: false, savesSecret: false, now: 0 } as const;
  const { secretKey: STRIPE_SECRET } = started.dev.simulators.stripe;
  const wish = { folder, environment: { ...environment, STRIPE_SECRET }, vendors, ...until };
  return (await pushPlans(wish)).steps.filter(({ kind }) => kind === 'setPortal');
}

test('a development run starts with the customer portal as plans push sets it', async () => {
  running = await runApp();
  expect(await portalSteps(running)).toEqual([]);
});

test('plans push says so when the app does not sell through Stripe', async () => {
  app = createFixtureApp({ 'hs-x.toml': FIXTURE_CONFIG.replace('provider = "stripe"', 'provider = "none"') });
  app.write(
    '.env',
    `APP_URL=http://localhost:1\nHUBSPOT_CLIENT_ID=c\nHUBSPOT_CLIENT_SECRET=s\nHSX_SECRET=${'x'.repeat(32)}\n`,
  );
  const { exitCode, errors } = await runCommand('billing', 'plans', 'push', '--app', app.path);
  expect([exitCode, errors]).toEqual([1, expect.stringContaining('does not sell through Stripe')]);
});
