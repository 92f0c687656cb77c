import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createFixtureApp, FIXTURE_WORKER, REPOSITORY, type FixtureApp } from './fixture-app.js';
import { runCommand } from './run-command.js';

let app: FixtureApp | undefined;
afterEach(() => app?.remove());

const told = new Map<string, ReturnType<typeof runCommand>>();

/** The story of an example, told once for every test that reads it. */
function storyOf(example: string): ReturnType<typeof runCommand> {
  const story = told.get(example) ?? runCommand('demo', join(REPOSITORY, 'examples', example));
  told.set(example, story);
  return story;
}

test.each([
  ['billing-guide', 23],
  ['by-hand', 9],
])('the story holds on examples/%s', async (example, steps) => {
  const { exitCode, output, errors } = await storyOf(example);
  expect({ exitCode, errors, output }).toMatchObject({ exitCode: 0, errors: '' });
  expect(output).toContain(`${steps} steps, every one as expected`);
  expect(output).toMatch(/2026-12-04 13:00 +Northwind Trading +the trial ends after 14 days/);
});

test('the story of examples/billing-guide ends after 75 days, with every mail in its place', async () => {
  const { output } = await storyOf('billing-guide');
  const mails = output.split('\n').map((line) => /((?:[a-z]+-[a-z-]+(?:, )?)+)$/.exec(line)?.[1]);
  expect(mails.filter((mail) => mail !== undefined)).toEqual([
    'trial-check-in',
    'trial-ending',
    'trial-ended',
    'trial-check-in, trial-ending, trial-ended, payment-failed',
    'payment-failed',
    'plan-downgraded',
    'plan-restored',
    'billing-link',
    'subscription-ended',
  ]);
  expect(output).toMatch(/2027-02-03 13:00 +Northwind Trading +30 days later the app's cleanup/);
});

test('the same story is told the same way twice', async () => {
  app = createFixtureApp();
  const lines = async (): Promise<readonly string[]> =>
    (await runCommand('demo', app?.path ?? '')).output.split('\n').filter((line) => line.startsWith('✓'));
  const first = await lines();
  expect(first).toHaveLength(19);
  expect(await lines()).toEqual(first);
});

test('a paid function that forgot to ask fails the story, with expected and seen', async () => {
  app = createFixtureApp({
    'worker.ts': FIXTURE_WORKER.replace(
      "await requireFeature(ctx, 'card.edit');",
      'void requireFeature; void ctx;',
    ),
  });
  const { exitCode, output, errors } = await runCommand('demo', app.path);
  expect(exitCode).toBe(1);
  expect(output).toMatch(/gate: expected "refused", seen "answered nothing/);
  expect(errors).toContain('Step 1 did not end as it must');
});

test('an app that sells nothing is told what the story needs', async () => {
  const free =
    '[billing]\nprovider = "none"\n\n[billing.plan.free]\nstripe_price = ""\nfeatures = ["card.edit"]\n';
  app = createFixtureApp({ 'hs-x.toml': free });
  const { exitCode, errors } = await runCommand('demo', app.path);
  expect(exitCode).toBe(1);
  expect(errors).toContain('The demo plays a Stripe subscription');
});
