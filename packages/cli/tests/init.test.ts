import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAppConfig } from '@hs-x/sdk/config';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findAppFolder } from '../src/app-folder/app-folder.js';
import { readWorker } from '../src/app-folder/read-worker.js';
import { REPOSITORY } from './fixture-app.js';
import { runCommand } from './run-command.js';

let outside: string;
beforeEach(() => (outside = mkdtempSync(join(tmpdir(), 'hs-x-init-'))));
afterEach(() => rmSync(outside, { recursive: true, force: true }));

const textOf = (...path: string[]): string => readFileSync(join(outside, ...path), 'utf8');
const configOf = (folder: string) => loadAppConfig(textOf(folder, 'hs-x.toml'));

test('a folder that does not exist becomes an app that loads, with a secret only its owner can read and nobody is shown', async () => {
  const { exitCode, output } = await runCommand('init', join(outside, 'deal-notes'));
  expect(exitCode).toBe(0);
  expect(output).toContain('npm run dev');
  expect(statSync(join(outside, 'deal-notes/.env')).mode & 0o777).toBe(0o600);
  const [, secret = ''] = /^HSX_SECRET=([0-9a-f]{64})$/m.exec(textOf('deal-notes', '.env')) ?? [];
  expect(secret).not.toBe('');
  expect(output).not.toContain(secret);
  expect(textOf('deal-notes', '.gitignore').split('\n')).toContain('.env');
  expect(configOf('deal-notes')).toMatchObject({
    app: { name: 'Deal Notes' },
    billing: { provider: 'stripe', plans: ['free', 'team', 'scale'] },
  });
  symlinkSync(join(REPOSITORY, 'node_modules'), join(outside, 'node_modules'));
  const definition = await readWorker(findAppFolder(join(outside, 'deal-notes')));
  expect([...definition.actions.keys()]).toEqual(['addNoteToContact']);
});

test('two apps have different secrets', async () => {
  await runCommand('init', join(outside, 'one'));
  await runCommand('init', join(outside, 'two'));
  expect(textOf('one', '.env')).not.toBe(textOf('two', '.env'));
});

test('no gap of the template stays open, in whatever file', async () => {
  await runCommand('init', join(outside, 'app'));
  const files = readdirSync(join(outside, 'app'), { recursive: true, withFileTypes: true });
  const texts = files
    .filter((file) => file.isFile())
    .map((file) => readFileSync(join(file.parentPath, file.name), 'utf8'));
  expect(texts.filter((text) => text.includes('{{'))).toEqual([]);
});

test('a folder with files is refused, and stays as it was', async () => {
  writeFileSync(join(outside, 'notes.txt'), 'mine');
  const { exitCode, errors } = await runCommand('init', outside, '--yes');
  expect(exitCode).toBe(1);
  expect(errors).toMatch(/is not empty: it holds notes\.txt\. Nothing was written/);
  expect(readdirSync(outside)).toEqual(['notes.txt']);
  expect(textOf('notes.txt')).toBe('mine');
  expect(await runCommand('init', join(outside, 'notes.txt'))).toMatchObject({
    exitCode: 1,
    errors: expect.stringContaining('notes.txt is a file'),
  });
});

test('a folder with nothing but a repository counts as empty', async () => {
  mkdirSync(join(outside, '.git'));
  expect(await runCommand('init', outside)).toMatchObject({ exitCode: 0 });
});

test.each([
  { flags: ['--plans', 'free,pro'], plans: ['free', 'pro'], provider: 'stripe', highest: 1_000 },
  {
    flags: ['--plans', 'a, b, c', '--provider', 'invoice'],
    plans: ['a', 'b', 'c'],
    provider: 'invoice',
    highest: -1,
  },
])('init $flags makes a valid hs-x.toml', async ({ flags, plans, provider, highest }) => {
  const name = 'Smith & "Co" \\ Ü';
  expect(await runCommand('init', join(outside, 'app'), '--name', name, ...flags)).toMatchObject({
    exitCode: 0,
  });
  expect(configOf('app')).toMatchObject({ app: { name }, billing: { plans, provider } });
  const paid = configOf('app').billing.plan[plans.at(-1) ?? '']!;
  expect(paid).toMatchObject({ limits: { notes_per_month: highest } });
  expect(paid.features).toContain('notes.automate');
});

test.each([
  [['--plans', 'free'], /no plan of them costs anything/],
  [['--plans', 'team,free'], /"free" has no price and must be the first/],
  [['--plans', 'team,team'], /"team" is there twice/],
  [['--plans', 'Team'], /"Team" is no plan name/],
  [['--provider', 'paypal'], /Allowed choices are stripe, invoice/],
  [['--nmae', 'x'], /Did you mean --name\?/],
])('init %j is a wrong command line, and nothing is written', async (flags, message) => {
  const { exitCode, errors } = await runCommand('init', join(outside, 'app'), ...flags);
  expect(exitCode).toBe(2);
  expect(errors).toMatch(message);
  expect(existsSync(join(outside, 'app'))).toBe(false);
});

test('a name that hs-x.toml refuses is told, and nothing is written', async () => {
  const { exitCode, errors } = await runCommand('init', join(outside, 'app'), '--name', 'x'.repeat(2_000));
  expect(exitCode).toBe(1);
  expect(errors).toContain('app.name');
  expect(existsSync(join(outside, 'app'))).toBe(false);
});
