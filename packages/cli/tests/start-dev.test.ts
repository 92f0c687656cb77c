import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { startDev, type DevOptions, type StartedDev } from '../src/dev/start-dev.js';
import { callFunction } from './call-function.js';
import { collectingLogger } from './collecting-logger.js';
import { createFixtureApp, FIXTURE_CONFIG, FIXTURE_WORKER, type FixtureApp } from './fixture-app.js';

const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 10, 20, 9, 0, 0);

let app: FixtureApp | undefined;
const running: StartedDev[] = [];

async function start(
  options: Partial<DevOptions> = {},
  files: Record<string, string> = {},
): Promise<StartedDev> {
  app ??= createFixtureApp(files);
  const dev = await startDev({ folder: app.path, port: 0, consolePort: null, clock: 'frozen', ...options });
  running.push(dev);
  return dev;
}

afterEach(async () => {
  for (const dev of running.splice(0)) await dev.stop();
  app?.remove();
  app = undefined;
});

test("the author's Date follows the simulators' clock, wherever it is turned", async () => {
  const dev = await start();
  expect((await callFunction(dev, 'look')).result.now).toBe(START);
  await dev.advanceBy(3 * DAY_MS);
  expect((await callFunction(dev, 'look')).result.now).toBe(START + 3 * DAY_MS);
  await fetch(`${dev.simulators.stripe.origin}/_sim/clock/advance`, {
    method: 'POST',
    body: JSON.stringify({ byMs: DAY_MS }),
  });
  expect((await callFunction(dev, 'look')).result.now).toBe(START + 4 * DAY_MS);
});

test('a running clock starts with the machine and keeps its distance after a journey', async () => {
  const dev = await start({ clock: 'running' });
  expect(Math.abs(Number((await callFunction(dev, 'look')).result.now) - Date.now())).toBeLessThan(5_000);
  await dev.advanceBy(DAY_MS);
  expect(Math.abs(Number((await callFunction(dev, 'look')).result.now) - Date.now() - DAY_MS)).toBeLessThan(
    5_000,
  );
});

test('the daily work of every day of a journey is done', async () => {
  const worker = `import { billing, defineWorker } from '@hs-x/sdk';
let days = 0;
export default defineWorker(({ worker }) => {
  worker.use(billing());
  worker.trigger('cron.daily', async () => { days += 1; });
  worker.fn('days', async () => ({ days }));
});`;
  const dev = await start({}, { 'worker.ts': worker });
  const before = Number((await callFunction(dev, 'days')).result.days);
  await dev.advanceBy(10 * DAY_MS);
  expect(Number((await callFunction(dev, 'days')).result.days) - before).toBe(10);
});

test("the app finds the guide's environment names, and the author's own from .env", async () => {
  const worker = `import { billing, defineWorker, env } from '@hs-x/sdk';
const names = ['APP_URL', 'STRIPE_PRICE_TEAM', 'STRIPE_PRICE_SCALE', 'HUBSPOT_CLIENT_ID', 'OWN_NAME'];
const secrets = ['STRIPE_SECRET', 'STRIPE_WEBHOOK_SECRET', 'HUBSPOT_CLIENT_SECRET', 'HSX_SECRET'];
export default defineWorker(({ worker }) => {
  worker.use(billing());
  worker.fn('names', async () => ({ names: names.map(env), known: secrets.filter((name) => env(name).length >= 20) }));
});`;
  const dev = await start({}, { 'worker.ts': worker, '.env': 'OWN_NAME=mine\n' });
  const clientId = dev.simulators.hubspot.control.app().clientId;
  expect((await callFunction(dev, 'names')).result).toEqual({
    names: [dev.appUrl, 'price_fixture_team', 'price_fixture_scale', clientId, 'mine'],
    known: ['STRIPE_SECRET', 'STRIPE_WEBHOOK_SECRET', 'HUBSPOT_CLIENT_SECRET', 'HSX_SECRET'],
  });
});

test('an app that meters is given the secret of the destination of meter errors under a name of its own', async () => {
  const worker = `import { billing, defineWorker, env } from '@hs-x/sdk';
const names = ['STRIPE_WEBHOOK_SECRET', 'STRIPE_METER_WEBHOOK_SECRET'];
export default defineWorker(({ worker }) => {
  worker.use(billing());
  worker.fn('secrets', async () => ({ oneEach: names.map((name) => /^whsec_[^,]{20,}$/.test(env(name))) }));
});`;
  const limited = FIXTURE_CONFIG.replace('["*"]', '["*"]\nlimits = { records_per_month = -1 }');
  const toml = `${limited}\n[billing.meter.records_per_month]\nevent_name = "records"\n`;
  const dev = await start({}, { 'worker.ts': worker, 'hs-x.toml': toml });
  expect((await callFunction(dev, 'secrets')).result).toEqual({ oneEach: [true, true] });
});

test("an author's raw calls to the vendors' hosts reach the simulators", async () => {
  const worker = `import { billing, defineWorker, env } from '@hs-x/sdk';
export default defineWorker(({ worker }) => {
  worker.use(billing());
  worker.fn('raw', async (ctx) => {
    const headers = { Authorization: 'Bearer ' + env('STRIPE_SECRET') };
    const price = await ctx.http.get('https://api.stripe.com/v1/prices/price_fixture_team', { headers });
    return { status: price.status, amount: price.body.unit_amount };
  });
});`;
  const dev = await start({}, { 'worker.ts': worker });
  expect((await callFunction(dev, 'raw')).result).toEqual({ status: 200, amount: 4_900 });
});

test('every test price of hs-x.toml is in the catalogue, dearer with the rank', async () => {
  const dev = await start();
  const prices = [...dev.simulators.stripe.world.state.prices.values()];
  expect(prices.map(({ id, unit_amount, currency }) => [id, unit_amount, currency])).toEqual([
    ['price_fixture_team', 4_900, 'usd'],
    ['price_fixture_team_yearly', 4_900, 'usd'],
    ['price_fixture_scale', 19_900, 'usd'],
  ]);
});

test('a mail with a known key reaches the mailbox once', async () => {
  const dev = await start();
  await callFunction(dev, 'mail');
  await dev.tick();
  expect(dev.mailbox.list()).toMatchObject([{ to: 'admin@example.com', template: 'hello', sentAt: START }]);
});

test('two runs of one app have databases of their own', async () => {
  const first = await start();
  const second = await start();
  expect(second.databaseFile).not.toBe(first.databaseFile);
  await second.stop();
  expect(existsSync(second.databaseFile)).toBe(false);
  expect((await callFunction(first, 'look')).status).toBe(200);
});

test('a port that was asked for and is taken is refused, with the flag that changes it', async () => {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
  await expect(start({ port })).rejects.toMatchObject({
    code: 'PORT_IN_USE',
    message: expect.stringContaining(String(port)),
    hint: expect.stringContaining('--port'),
  });
  server.close();
});

test('a worker that does not compile, does not load or is no worker keeps dev from starting, and nothing stays behind', async () => {
  const broken = async (worker: string): Promise<unknown> =>
    start({}, { 'worker.ts': worker }).catch((error: unknown) => error);
  expect(await broken('export default defineWorker((')).toMatchObject({
    code: 'BUNDLE_FAILED',
    message: expect.stringContaining('worker.ts:1'),
  });
  app?.write('worker.ts', "throw new Error('at the top level');");
  expect(await start().catch((error: unknown) => error)).toMatchObject({
    code: 'APP_START_FAILED',
    message: expect.stringMatching(/at the top level[\s\S]*worker\.ts:1/),
  });
  app?.write('worker.ts', 'export default 42;');
  expect(await start().catch((error: unknown) => error)).toMatchObject({
    code: 'APP_START_FAILED',
    message: expect.stringContaining('no worker'),
  });
  app?.write('worker.ts', FIXTURE_WORKER);
  const dev = await start();
  expect(dev.databaseFile).toBe(join(app?.path ?? '', '.hs-x', 'dev.sqlite'));
});

test('an app that ends by itself is reported, and comes back with the next save', async () => {
  const { logger, messages } = collectingLogger();
  const crashing = FIXTURE_WORKER.replace('return { edited: true };', '').replace(
    "await requireFeature(ctx, 'card.edit');",
    'void requireFeature; void ctx; process.exit(7);',
  );
  const dev = await start({ logger }, { 'worker.ts': crashing });
  expect((await callFunction(dev, 'edit')).status).toBeUndefined();
  await vi.waitFor(() => expect(messages.join()).toContain('The app stopped by itself.'));
  await dev.tick();
  await dev.reload();
  expect((await callFunction(dev, 'look')).status).toBe(200);
});
