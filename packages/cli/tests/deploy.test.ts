import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lineDiff } from '../src/terminal/line-diff.js';
import { createFixtureApp, FIXTURE_CONFIG, FIXTURE_WORKER, type FixtureApp } from './fixture-app.js';
import { runCommand } from './run-command.js';

let app: FixtureApp;
let slug: string;
beforeEach(() => {
  app = createFixtureApp({ '.env': 'HSX_SECRET=never-to-be-shown-0123456789abcdef\n' });
  slug = basename(app.path).toLowerCase();
});
afterEach(() => app.remove());

const textOf = (path: string): string => readFileSync(join(app.path, path), 'utf8');
const deploy = (...flags: string[]) => runCommand('deploy', app.path, '--target', 'node', ...flags);

test('node: a unit, an image and names are written, and what is left to do is said', async () => {
  const { exitCode, output } = await deploy();
  expect(exitCode).toBe(0);
  expect(readdirSync(join(app.path, 'deploy')).toSorted()).toEqual([
    '.env.example',
    'Containerfile',
    `${slug}.service`,
  ]);
  expect(output).toContain(`systemctl enable --now ${slug}`);
  expect(textOf(`deploy/${slug}.service`)).toMatch(
    /ProtectSystem=strict[\s\S]*SystemCallFilter=@system-service/,
  );
  expect(textOf('deploy/Containerfile')).toMatch(/^USER node$[\s\S]*^HEALTHCHECK [\s\S]*\/health/m);
  expect(textOf('.dockerignore').split('\n')).toEqual(expect.arrayContaining(['.env*', 'data']));
});

test('the example environment has every name HS-X and the worker ask for, and no value', async () => {
  app.write('worker.ts', `${FIXTURE_WORKER}\nexport const key = () => env('OWN_API_KEY');\n`);
  app.write('hs-x.toml', `${FIXTURE_CONFIG}\n[email]\nfrom = "billing@example.com"\n`);
  const { output } = await deploy();
  const example = textOf('deploy/.env.example');
  const names = [...example.matchAll(/^(?:# )?([A-Z_]+)=(.*)$/gm)];
  expect(names.map(([, name]) => name)).toEqual(
    expect.arrayContaining([
      'APP_URL',
      'HSX_SECRET',
      'STRIPE_SECRET',
      'RESEND_API_KEY',
      'OWN_API_KEY',
      'STRIPE_PRICE_TEAM',
    ]),
  );
  expect(names.filter(([, , value]) => value !== '')).toEqual([]);
  expect(`${output}${example}`).not.toContain('never-to-be-shown');
});

test('a file that was changed is shown and kept, and nothing else is written, until --force', async () => {
  await deploy();
  expect((await deploy()).output).toContain('Up to date: 4 files.');
  writeFileSync(
    join(app.path, 'deploy/Containerfile'),
    textOf('deploy/Containerfile').replace('USER node', 'USER root'),
  );
  app.write('worker.ts', `${FIXTURE_WORKER}\nexport const key = () => env('ADDED_LATER');\n`);
  const example = textOf('deploy/.env.example');
  const { exitCode, errors } = await deploy();
  expect(exitCode).toBe(1);
  expect(errors).toMatch(/^- USER root$[\s\S]*^\+ USER node$/m);
  expect(textOf('deploy/Containerfile')).toContain('USER root');
  expect(textOf('deploy/.env.example')).toBe(example);
  expect(await deploy('--force')).toMatchObject({ exitCode: 0 });
  expect(textOf('deploy/Containerfile')).toContain('USER node');
  expect(textOf('deploy/.env.example')).toContain('ADDED_LATER=');
});

test('--dry-run shows what would be written, and writes nothing', async () => {
  const { exitCode, output } = await deploy('--dry-run');
  expect(exitCode).toBe(0);
  expect(output).toMatch(
    /^deploy\/Containerfile \(new\)$[\s\S]*^\+ USER node$[\s\S]*Nothing was written\.$/m,
  );
  expect(existsSync(join(app.path, 'deploy'))).toBe(false);
});

const DATABASE_ID = '01234567-89ab-cdef-0123-456789abcdef';
const deployWorker = (...flags: string[]) =>
  runCommand('deploy', app.path, '--target', 'cloudflare', ...flags);

test('cloudflare: wrangler takes what is written, within the size that is promised, and the steps name every secret', async () => {
  app.write('hs-x.toml', `${FIXTURE_CONFIG}\n[email]\nfrom = "billing@example.com"\n`);
  app.write('emails/trial-check-in.txt', 'Subject: Hello\n\nHello');
  app.write('emails/trial-check-in.html', '<p>Hello</p>');
  const { exitCode, output } = await deployWorker('--url', 'https://app.example.com');
  expect(exitCode).toBe(0);
  const [, compressed] = /takes the Worker: \d+ KB, (\d+) KB compressed/.exec(output) ?? [];
  expect(Number(compressed)).toBeLessThan(250);
  for (const name of [
    'HSX_SECRET',
    'HUBSPOT_CLIENT_SECRET',
    'STRIPE_SECRET',
    'STRIPE_WEBHOOK_SECRET',
    'RESEND_API_KEY',
  ])
    expect(output).toContain(`npx wrangler secret put ${name}`);
  expect(output).toMatch(/d1 create[\s\S]*queues create[\s\S]*--publish[\s\S]*billing plans push/);
  expect(await deployWorker('--publish')).toMatchObject({
    exitCode: 1,
    errors: expect.stringContaining('does not name the Worker’s database yet'),
  });
  expect(readdirSync(join(app.path, '.hs-x/cloudflare/migrations'))[0]).toMatch(/^0001.*\.sql$/);
  expect(`${output}${textOf('wrangler.jsonc')}${textOf('.hs-x/cloudflare/entry.js')}`).not.toContain(
    'never-to-be-shown',
  );
});

test('cloudflare: the id of the database and the address are taken over, whatever else changed is kept until --force', async () => {
  rmSync(join(app.path, 'node_modules')); // without wrangler: it would be asked each time
  const missing = await deployWorker();
  expect(missing).toMatchObject({
    exitCode: 1,
    errors: expect.stringMatching(/wrangler is not installed[\s\S]*npm install -D wrangler/),
  });
  const config = (): string => textOf('wrangler.jsonc');
  writeFileSync(
    join(app.path, 'wrangler.jsonc'),
    config().replace(/"database_id": "[^"]*"/, `"database_id": "${DATABASE_ID}"`),
  );
  await deployWorker('--url', 'https://app.example.com');
  expect(config()).toMatch(new RegExp(`${DATABASE_ID}[\\s\\S]*https://app\\.example\\.com`));
  await deployWorker();
  expect(config()).toContain('https://app.example.com');
  writeFileSync(join(app.path, 'wrangler.jsonc'), config().replace('"minify": true', '"minify": false'));
  expect(await deployWorker()).toMatchObject({
    exitCode: 1,
    errors: expect.stringContaining('-   "minify": false'),
  });
  expect(config()).toContain('"minify": false');
});

test.each([
  [[], /required option '--target <name>'/],
  [['--target', 'nod'], /Allowed choices are node, cloudflare/],
  [['--target', 'node', '--url', 'http://app.example.com'], /must be an https origin/],
  [['--target', 'node', '--publish'], /machines this command does not reach/],
  [['--target', 'node', '--dryrun'], /Did you mean --dry-run\?/],
])('deploy %j is a wrong command line', async (flags, message) => {
  const { exitCode, errors } = await runCommand('deploy', app.path, ...flags);
  expect(exitCode).toBe(2);
  expect(errors).toMatch(message);
  expect(existsSync(join(app.path, 'deploy'))).toBe(false);
});

const LETTERS = 'a b c d e f g h i j'.split(' ').join('\n');

test.each([
  ['the same', LETTERS, LETTERS, []],
  ['a line changed', 'a\nb\nc', 'a\nx\nc', ['  a', '- b', '+ x', '  c']],
  ['a line added at the end', 'a', 'a\nb', ['  a', '+ b']],
  ['everything gone', 'a\nb', '', ['- a', '- b', '+ ']],
  [
    'two places far apart',
    LETTERS,
    LETTERS.replace('a', '1').replace('j', '2'),
    ['- a', '+ 1', '  b', '  c', '…', '  h', '  i', '- j', '+ 2'],
  ],
])('lineDiff tells %s', (_, before, after, expected) => {
  expect(lineDiff(before, after)).toEqual(expected);
});
