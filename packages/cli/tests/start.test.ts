/** `hs-x start` as whoever runs it sees it: a process of its own, its log lines and how it ends. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import { findAppFolder } from '../src/app-folder/app-folder.js';
import { readWorker } from '../src/app-folder/read-worker.js';
import { createFixtureApp, FIXTURE_CONFIG, type FixtureApp } from './fixture-app.js';
import { runCommand } from './run-command.js';

const BIN = fileURLToPath(new URL('../bin/hs-x.js', import.meta.url));
const APP_URL = 'http://localhost:8787';
const CLIENT_SECRET = 'client-secret';
const CONFIG = FIXTURE_CONFIG.replace('provider = "stripe"', 'provider = "invoice"');
const WORKER = `import { billing, defineWorker } from '@hs-x/sdk';
export default defineWorker(({ worker }) => {
  worker.use(billing());
  worker.fn('slow', async () => {
    await new Promise((resolve) => setTimeout(resolve, 400));
    return { done: true };
  });
});
`;
const ENVIRONMENT = `APP_URL=${APP_URL}
HSX_SECRET=a-secret-for-tests-of-32-characters-or-more
HUBSPOT_CLIENT_ID=client
HUBSPOT_CLIENT_SECRET=${CLIENT_SECRET}
`;

let app: FixtureApp | undefined;
let server: ChildProcess | undefined;

afterEach(() => {
  server?.kill('SIGKILL');
  app?.remove();
});

/** Starts the app on any free port; answers once it listens. */
async function started() {
  app = createFixtureApp({ 'hs-x.toml': CONFIG, 'worker.ts': WORKER, 'production.env': ENVIRONMENT });
  const args = [BIN, 'start', app.path, '--port', '0', '--env-file', join(app.path, 'production.env')];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  server = child;
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const lines = (): Record<string, unknown>[] =>
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const port = await vi.waitFor(() => Number(lines().find((line) => line.message === 'listening')!.port), {
    timeout: 20_000,
  });
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  return {
    child,
    lines,
    ended,
    url: `http://127.0.0.1:${port}`,
    database: join(app.path, 'data/hs-x.sqlite'),
  };
}

/** Calls a card function as HubSpot does. */
function callFunction(url: string, name: string): Promise<Response> {
  const path = `/fn/${name}?portalId=1&userId=1`;
  const timestamp = String(Date.now());
  const signed = createHmac('sha256', CLIENT_SECRET).update(`POST${APP_URL}${path}{}${timestamp}`);
  return fetch(`${url}${path}`, {
    method: 'POST',
    body: '{}',
    headers: {
      'content-type': 'application/json',
      'x-hubspot-request-timestamp': timestamp,
      'x-hubspot-signature-v3': signed.digest('base64'),
    },
  });
}

test('SIGTERM lets the request under way be answered, then the process ends with 0 within seconds', async () => {
  const { child, lines, ended, url, database } = await started();
  expect(await (await fetch(`${url}/health`)).json()).toEqual({ ok: true, app: 'app', mode: 'live' });
  expect(existsSync(database)).toBe(true);
  const underWay = callFunction(url, 'slow');
  await vi.waitFor(() => expect(lines().some(({ path }) => path === '/health')).toBe(true));
  await new Promise((resolve) => setTimeout(resolve, 100));
  const before = performance.now();
  child.kill('SIGTERM');
  expect(await (await underWay).json()).toEqual({ ok: true, result: { done: true } });
  expect(await ended).toEqual({ code: 0, signal: null });
  expect(performance.now() - before).toBeLessThan(5_000);
  expect(lines().at(-1)).toMatchObject({ level: 'info', message: 'stopped' });
  await expect(fetch(`${url}/health`)).rejects.toThrow();
});

test('everything that is missing is named at once, and nothing is started', async () => {
  app = createFixtureApp({ 'hs-x.toml': `${FIXTURE_CONFIG}\n[email]\nfrom = "billing@example.com"\n` });
  vi.stubEnv('PORT', 'eighty');
  const { exitCode, errors } = await runCommand('start', app.path);
  vi.unstubAllEnvs();
  expect(exitCode).toBe(1);
  expect(errors).toContain('the environment has 8 problems');
  for (const name of [
    'STRIPE_SECRET',
    'APP_URL',
    'HSX_SECRET',
    'HUBSPOT_CLIENT_ID',
    'RESEND_API_KEY',
    'PORT',
  ])
    expect(errors).toContain(name);
  expect(existsSync(join(app.path, 'data'))).toBe(false);
});

test('the worker of an app whose folder is read-only is loaded with the app’s own packages', async () => {
  app = createFixtureApp();
  writeFileSync(join(app.path, '.hs-x'), 'a file in its place: also root cannot write there');
  const definition = await readWorker(findAppFolder(app.path));
  expect([...definition.functions.keys()]).toEqual(['look', 'edit', 'mail']);
});
