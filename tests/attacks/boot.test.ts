/** A deployment that is told nonsense does not start, says everything that is wrong at once, and leaves nothing running. */
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../support/start-world.js';
import { environmentOf, startLoneApp } from './lone-app.js';

let world: World;
let environment: Record<string, string>;
beforeEach(async () => {
  world = await startWorld();
  environment = environmentOf(world);
  await world.app.stop();
});
afterEach(() => world.close());

const refusal = async (change: Readonly<Record<string, string>>): Promise<string> => {
  const error: unknown = await startLoneApp(world, { ...environment, ...change }).then(
    async ({ app }) => app.stop(),
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ code: 'ENVIRONMENT_INVALID' });
  return `${(error as Error).message} ${JSON.stringify(error)} ${(error as Error).stack}`;
};

describe('an app that is told nonsense', () => {
  it('names everything that is missing at once', async () => {
    const blank = Object.fromEntries(Object.keys(environment).map((name) => [name, ' ']));
    const message = await refusal(blank);
    for (const name of Object.keys(environment)) expect(message).toContain(`${name} is missing`);
  });

  it.each([
    ['HUBSPOT_CLIENT_SECRET', ' , ', 'HUBSPOT_CLIENT_SECRET is missing'],
    ['STRIPE_WEBHOOK_SECRET', ',', 'STRIPE_WEBHOOK_SECRET is missing'],
    ['HSX_SECRET', 'short-secret', 'fewer than 32 characters'],
    ['HSX_SECRET', `${'a'.repeat(40)},short-secret`, 'fewer than 32 characters'],
    ['APP_URL', 'http://app.example.com', 'no https address'],
    ['APP_URL', 'https://app.example.com/base', 'more than scheme, host and port'],
    ['APP_URL', 'https://user:pass@app.example.com', 'more than scheme, host and port'],
    ['APP_URL', 'app.example.com', 'no https address'],
    ['APP_URL', 'javascript:alert(1)', 'no https address'],
    ['STRIPE_SECRET', 'pk_live_publishable123456', 'begins with none of'],
    ['STRIPE_SECRET', 'whsec_pasted_in_the_wrong_place', 'begins with none of'],
    ['STRIPE_WEBHOOK_SECRET', 'sk_test_pasted_in_the_wrong_place', 'whsec_'],
    [
      'STRIPE_METER_WEBHOOK_SECRET',
      'sk_test_pasted_in_the_wrong_place',
      'STRIPE_METER_WEBHOOK_SECRET has a value',
    ],
    ['HSX_PARTNER_SECRETS', 'acme=whsec_wrong_place', 'entry 1: a secret of partner acme is not "whsec_"'],
    ['HSX_MODE', 'live', 'STRIPE_SECRET is a test key, but HSX_MODE is "live"'],
    ['HSX_MODE', 'production', 'HSX_MODE is neither'],
  ])('%s=%s is refused, and no value is repeated', async (name, value, expected) => {
    const message = await refusal({ [name]: value });
    expect(message).toContain(expected);
    for (const secret of ['short-secret', 'publishable123456', 'wrong_place', 'user:pass'])
      expect(message).not.toContain(secret);
  });

  it('has no rows of the test mode when its key is live', async () => {
    const { app } = await startLoneApp(world, { ...environment, STRIPE_SECRET: 'sk_live_1234567890abcdef' });
    expect(app.engine.scope.mode).toBe('live');
    await app.stop();
  });

  it('leaves the database free and no timer behind when its port is taken', async () => {
    const port = Number(new URL(world.appUrl).port);
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, 'localhost', resolve));
    await expect(startLoneApp(world, environment)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    expect(existsSync(`${world.databaseFile}-wal`)).toBe(false);
    await new Promise((resolve) => other.close(resolve));
    const { app } = await startLoneApp(world, environment);
    await app.stop();
  });
});
