/** The command as a process of its own: how it ends, and what it says on a Node that is too old. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import { createFixtureApp, type FixtureApp } from './fixture-app.js';

const BIN = fileURLToPath(new URL('../bin/hs-x.js', import.meta.url));
let app: FixtureApp | undefined;
let command: ChildProcess | undefined;

afterEach(() => {
  command?.kill('SIGKILL');
  app?.remove();
});

interface Run {
  readonly process: ChildProcess;
  readonly text: () => string;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
}

function run(args: readonly string[], nodeArgs: readonly string[] = []): Run {
  const started = spawn(process.execPath, [...nodeArgs, BIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  command = started;
  let text = '';
  for (const stream of [started.stdout, started.stderr])
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    started.once('close', (code, signal) => resolve({ code, signal }));
  });
  return { process: started, text: () => text, ended };
}

/** Every process below this one, as `/proc` tells. */
function descendantsOf(pid: number): readonly number[] {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(name) === pid);
  return children.flatMap((child) => [Number(child), ...descendantsOf(Number(child))]);
}

/** NaN for a process that has ended, also when nobody has collected it yet. */
function parentOf(pid: string): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return /^State:\s+Z/m.test(status) ? Number.NaN : Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]);
  } catch {
    return Number.NaN;
  }
}

const isAlive = (pid: number): boolean => !Number.isNaN(parentOf(String(pid)));

async function startedDev(): Promise<Run & { readonly children: readonly number[] }> {
  app = createFixtureApp();
  const dev = run(['dev', app.path, '--port', '0', '--console-port', '0', '--no-open']);
  await vi.waitFor(() => expect(dev.text()).toContain('Ctrl-C stops everything.'), { timeout: 30_000 });
  const children = descendantsOf(dev.process.pid ?? 0);
  expect(children.length).toBeGreaterThan(0);
  return { ...dev, children };
}

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s stops dev within two seconds, and no process stays behind',
  async (signal) => {
    const dev = await startedDev();
    const before = performance.now();
    dev.process.kill(signal);
    expect(await dev.ended).toEqual({ code: 0, signal: null });
    expect(performance.now() - before).toBeLessThan(2_000);
    await vi.waitFor(() => expect(dev.children.filter(isAlive)).toEqual([]));
  },
);

test('when dev is killed, its children end by themselves', async () => {
  const dev = await startedDev();
  dev.process.kill('SIGKILL');
  await dev.ended;
  await vi.waitFor(() => expect(dev.children.filter(isAlive)).toEqual([]), { timeout: 10_000 });
});

test('dev prints the links a person needs, and no secret', async () => {
  const dev = await startedDev();
  expect(dev.text()).toMatch(/Console +http:\/\/localhost:\d+/);
  expect(dev.text()).toMatch(/Install the app +http:\/\/localhost:\d+\/oauth\/start/);
  expect(dev.text()).toMatch(/\/contacts\/\d+\/record\/0-1\/101/);
  expect(dev.text()).not.toMatch(/sk_test_|whsec_/);
});

test('a Node that is too old is told so before anything is loaded', async () => {
  const old =
    "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '22.11.0' } })";
  const outcome = run(['--version'], ['--import', `data:text/javascript,${encodeURIComponent(old)}`]);
  expect(await outcome.ended).toMatchObject({ code: 1 });
  expect(outcome.text()).toContain('hs-x needs Node.js 22.12 or newer; this is 22.11.0');
});

/** Node finds no simulators: what a production install looks like. */
const withoutSimulators = `
  import { registerHooks } from 'node:module';
  registerHooks({
    resolve(name, context, next) {
      if (name !== '@hs-x/simulators') return next(name, context);
      throw Object.assign(new Error("Cannot find package '@hs-x/simulators'"), { code: 'ERR_MODULE_NOT_FOUND' });
    },
  });`;

test.each(['dev', 'demo'])('without the simulators, %s says what to install', async (name) => {
  app = createFixtureApp();
  const outcome = run(
    [name, app.path],
    ['--import', `data:text/javascript,${encodeURIComponent(withoutSimulators)}`],
  );
  expect(await outcome.ended).toMatchObject({ code: 1 });
  expect(outcome.text()).toContain('@hs-x/simulators is not installed.\nnpm i -D @hs-x/simulators');
});

test('without the simulators, every other command works', async () => {
  app = createFixtureApp();
  const outcome = run(
    ['types', app.path],
    ['--import', `data:text/javascript,${encodeURIComponent(withoutSimulators)}`],
  );
  expect(await outcome.ended).toMatchObject({ code: 0 });
});
