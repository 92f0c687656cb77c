import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startDev, type StartedDev } from '../src/dev/start-dev.js';
import { callFunction } from './call-function.js';
import { collectingLogger } from './collecting-logger.js';
import { createFixtureApp, FIXTURE_CONFIG, FIXTURE_WORKER, type FixtureApp } from './fixture-app.js';

const { logger, messages } = collectingLogger();
let app: FixtureApp;
let dev: StartedDev;

beforeAll(async () => {
  app = createFixtureApp();
  dev = await startDev({
    folder: app.path,
    port: 0,
    consolePort: null,
    clock: 'frozen',
    isWatching: true,
    logger,
  });
});
afterAll(async () => {
  await dev.stop();
  app.remove();
});

/** Saving is noticed within two seconds; the machine may be slow. */
const soon = { timeout: 20_000, interval: 50 };

const said = (text: RegExp): Promise<unknown> =>
  vi.waitFor(() => expect(messages.join('\n')).toMatch(text), soon);
const greets = (greeting: string): Promise<unknown> =>
  vi.waitFor(async () => expect((await callFunction(dev, 'look')).result.greeting).toBe(greeting), soon);

test('a saved file restarts the app with its new code, and says so in one line', async () => {
  await greets('hello');
  app.write('greeting.ts', "export const greeting: string = 'good morning';\n");
  await greets('good morning');
  await said(/info: Reloaded in \d+ ms\./);
});

test('a file that does not compile leaves the app running', async () => {
  app.write('greeting.ts', 'export const greeting: string = ;\n');
  await said(/The worker does not compile:[\s\S]*greeting\.ts:1[\s\S]*The app goes on as it was\./);
  await greets('good morning');
});

test('a worker that fails while it loads leaves the app running', async () => {
  app.write('greeting.ts', "export const greeting: string = 'unused';\nthrow new Error('no luck');\n");
  await said(/no luck[\s\S]*The app goes on as it was\./);
  await greets('good morning');
});

test('a wrong hs-x.toml leaves the app running, with every problem told', async () => {
  app.write('greeting.ts', "export const greeting: string = 'good evening';\n");
  await greets('good evening');
  app.write('hs-x.toml', FIXTURE_CONFIG.replace('"stripe"', '"strip"'));
  await said(/hs-x\.toml:5:\d+ billing\.provider/);
  await greets('good evening');
  expect(dev.config().billing.provider).toBe('stripe');
});

test('a changed hs-x.toml reaches the app, HubSpot and the catalogue', async () => {
  const grown = FIXTURE_CONFIG.replace('"Fixture"', '"Renamed"').replace(
    '"price_fixture_scale"',
    '"price_fixture_new"',
  );
  app.write('hs-x.toml', grown);
  await vi.waitFor(() => expect(dev.config().app.name).toBe('Renamed'), soon);
  expect(dev.simulators.hubspot.control.app().name).toBe('Renamed');
  expect(dev.simulators.stripe.world.state.prices.has('price_fixture_new')).toBe(true);
});

test('a function that was added can be called', async () => {
  app.write('worker.ts', FIXTURE_WORKER.replaceAll("'look'", "'glance'"));
  await vi.waitFor(() => expect(dev.surfaces().functions).toContain('glance'), soon);
  await vi.waitFor(async () => expect((await callFunction(dev, 'glance')).status).toBe(200), soon);
});
