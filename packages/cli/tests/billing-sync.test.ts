import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { withAdminPort } from '../src/billing/open-admin-port.js';
import { createDemoWorld, PORTALS } from '../src/demo/demo-world.js';
import { installApp, payWithCard } from '../src/demo/person-acts.js';
import { startDev, type StartedDev } from '../src/dev/start-dev.js';
import { vendorsOf } from '../src/dev/vendors-of.js';
import { appSecrets } from '../src/app-folder/app-secrets.js';
import { createFixtureApp, type FixtureApp } from './fixture-app.js';
import { runCommand } from './run-command.js';

let app: FixtureApp | undefined;
let dev: StartedDev | undefined;

afterEach(async () => {
  await dev?.stop();
  app?.remove();
  dev = undefined;
});

test('sync finds a payment whose webhook was lost', async () => {
  app = createFixtureApp();
  dev = await startDev({
    folder: app.path,
    port: 0,
    consolePort: null,
    clock: 'frozen',
    startAt: Date.now(),
  });
  const world = createDemoWorld(dev);
  await installApp(world, PORTALS.northwind);
  const copy = join(app.path, 'before-payment.sqlite');
  await dev.tick();
  copyFileSync(dev.databaseFile, copy);
  copyFileSync(`${dev.databaseFile}-wal`, `${copy}-wal`);
  await payWithCard(world, PORTALS.northwind, '4242 4242 4242 4242');
  const secrets = appSecrets(join(app.path, '.hs-x', 'secrets.json'));
  const place = {
    folder: app.path,
    database: copy,
    environment: {
      ...secrets,
      APP_URL: dev.appUrl,
      HUBSPOT_CLIENT_ID: 'client',
      STRIPE_WEBHOOK_SECRET: 'whsec_unused',
    },
    vendors: vendorsOf(dev.simulators),
  };
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
