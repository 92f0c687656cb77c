import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createFixtureApp, FIXTURE_CONFIG, type FixtureApp } from './fixture-app.js';
import { runCommand } from './run-command.js';

let app: FixtureApp | undefined;
afterEach(() => app?.remove());

test.each([
  [['--help']],
  [['init', '--help']],
  [['dev', '--help']],
  [['demo', '--help']],
  [['types', '--help']],
  [['start', '--help']],
  [['deploy', '--help']],
  [['completion', '--help']],
  [['billing', '--help']],
  [['billing', 'list', '--help']],
  [['billing', 'show', '--help']],
  [['billing', 'explain', '--help']],
  [['billing', 'alerts', '--help']],
  [['billing', 'alerts', 'resolve', '--help']],
  [['billing', 'grant', '--help']],
  [['billing', 'revoke', '--help']],
  [['billing', 'link', '--help']],
  [['billing', 'sync', '--help']],
  [['billing', 'reconcile', '--help']],
  [['billing', 'replay', '--help']],
  [['billing', 'transfer', '--help']],
  [['billing', 'export', '--help']],
  [['billing', 'erase', '--help']],
  [['billing', 'plans', '--help']],
  [['billing', 'plans', 'push', '--help']],
])('hs-x %j explains itself with examples and exits with 0', async (args) => {
  const { exitCode, output } = await runCommand(...args);
  expect(exitCode).toBe(0);
  expect(output).toContain('Examples:');
});

test('--version prints the version of the package', async () => {
  expect(await runCommand('--version')).toMatchObject({ exitCode: 0, output: '0.1.0' });
});

test.each([
  [['demp'], 'Did you mean demo?'],
  [['billing', 'lst'], 'Did you mean list?'],
  [['billing', 'alerts', 'resolv', 'key'], 'too many arguments'],
  [['billing', 'list', '--statu', 'active'], 'Did you mean --status?'],
])('hs-x %j is a wrong command line, with the nearest known one', async (args, message) => {
  const { exitCode, errors } = await runCommand(...args);
  expect(exitCode).toBe(2);
  expect(errors).toContain(message);
});

test.each([
  [['dev', '--prot', '1'], /Did you mean --port\?/],
  [['dev', '--port', 'eighty'], /A port is a whole number/],
  [['billing', 'sync'], /missing required argument 'portal'/],
  [['billing', 'sync', 'abc'], /A portal id is a whole number/],
  [['billing', 'list', '--status', 'late'], /Allowed choices are active, trialing, past_due/],
  [['billing', 'list', '--limit', '501'], /a whole number from 1 to 500/],
  [['billing', 'list', '--url', 'http://app.example.com'], /--url was .*over https/],
  [['billing', 'list', '--url', 'https://app.example.com', '--database', 'x'], /each names another place/],
  [['billing', 'grant', '1', '--plan', 'team'], /required option '--reason <text>'/],
  [
    ['billing', 'grant', '1', '--plan', 'team', '--reason', 'r', '--until', '2027-02-30'],
    /It is a day such as/,
  ],
  [['billing', 'replay'], /Which webhook\?/],
  [['billing', 'replay', 'evt_1', '--dead'], /one of the two/],
  [['billing', 'link', '1', '--plan', 'team'], /Add --to checkout/],
  [['billing', 'export', '--json'], /--json says what was written/],
])('hs-x %j is a wrong command line', async (args, message) => {
  const { exitCode, errors } = await runCommand(...args);
  expect(exitCode).toBe(2);
  expect(errors).toMatch(message);
});

test('a folder without hs-x.toml is named, with what to do', async () => {
  app = createFixtureApp();
  const { exitCode, errors } = await runCommand('dev', join(app.path, 'elsewhere'));
  expect(exitCode).toBe(1);
  expect(errors).toMatch(/There is no hs-x\.toml in .*elsewhere\.\n.*Name the folder/);
});

test('a folder without a worker file is told which names are looked for', async () => {
  app = createFixtureApp();
  rmSync(join(app.path, 'worker.ts'));
  const { exitCode, errors } = await runCommand('demo', app.path);
  expect(exitCode).toBe(1);
  expect(errors).toMatch(/There is no worker file in .*\n.*worker\.ts, src\/worker\.ts/);
});

test.each(['dev', 'demo', 'types'])(
  'hs-x %s prints every problem of hs-x.toml with its line, and exits with 1',
  async (command) => {
    const broken = FIXTURE_CONFIG.replace('trial_days = 14', 'trial_days = "14"').replace(
      'provider = "stripe"',
      'provider = "strip"',
    );
    app = createFixtureApp({ 'hs-x.toml': broken });
    const { exitCode, errors } = await runCommand(command, app.path);
    expect(exitCode).toBe(1);
    expect(errors).toMatch(/hs-x\.toml:5:\d+ billing\.provider/);
    expect(errors).toMatch(/hs-x\.toml:6:\d+ billing\.trial_days/);
  },
);

test('hs-x types writes the names of hs-x.toml as types', async () => {
  app = createFixtureApp();
  expect(await runCommand('types', app.path)).toMatchObject({
    exitCode: 0,
    output: expect.stringMatching(/types\.d\.ts written\.$/),
  });
  expect(readFileSync(join(app.path, '.hs-x', 'types.d.ts'), 'utf8')).toContain("| 'card.edit'");
  expect(await runCommand('types', app.path)).toMatchObject({
    exitCode: 0,
    output: expect.stringMatching(/is up to date\.$/),
  });
});
