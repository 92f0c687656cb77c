import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { withAdminPort } from '../src/billing/open-admin-port.js';
import { createDemoWorld, PORTALS } from '../src/demo/demo-world.js';
import { installApp, payWithCard } from '../src/demo/person-acts.js';
import { createFixtureApp, type FixtureApp } from './fixture-app.js';
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

test('sync finds a payment whose webhook was lost', async () => {
  running = await runApp();
  const world = createDemoWorld(running.dev);
  await installApp(world, PORTALS.northwind);
  const place = { ...placeOf(running), database: await copyDatabase(running, 'before-payment.sqlite') };
  await payWithCard(world, PORTALS.northwind, '4242 4242 4242 4242');
  const portalId = String(PORTALS.northwind.portalId);
  const { before, after } = await withAdminPort(place, ({ port }) => port.call('sync', { portalId }));
  expect(before).toMatchObject({ plan: 'free', status: 'trialing' });
  expect(after).toMatchObject({ plan: 'team', status: 'trialing', source: 'stripe' });
});

test('a database that is not there is named, not made', async () => {
  app = createFixtureApp();
  const { exitCode, errors } = await runCommand('billing', 'sync', '51200417', '--app', app.path);
  expect(exitCode).toBe(1);
  expect(errors).toMatch(/There is no database at .*hs-x\.sqlite\.\n.*--database/);
});

test('a missing environment is named as a whole', async () => {
  app = createFixtureApp({ 'some.sqlite': '' });
  const file = join(app.path, 'some.sqlite');
  const { exitCode, errors } = await runCommand(
    'billing',
    'sync',
    '51200417',
    '--app',
    app.path,
    '--database',
    file,
  );
  expect(exitCode).toBe(1);
  expect(errors).toMatch(/STRIPE_SECRET is missing.*HUBSPOT_CLIENT_ID is missing/);
});
