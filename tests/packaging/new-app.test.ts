/**
 * A new app as somebody outside would have it: the packages as npm would deliver them, nothing of this repository in reach. In place of the
 * registry stand the packed files; everything else comes from npm.
 */
import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MINUTES_MS = 300_000;
const PACKAGES: Readonly<Record<string, string>> = {
  'hs-x': 'cli',
  '@hs-x/email': 'email',
  '@hs-x/eslint-plugin': 'eslint-plugin',
  '@hs-x/sdk': 'sdk',
  '@hs-x/simulators': 'simulators',
  '@hs-x/ui': 'ui',
};
/** What only `npm run check` uses: a third of the files. */
const CHECKERS = ['@hs-x/eslint-plugin', '@typescript-eslint/parser', 'eslint', 'typescript'];
/** The slow way in, through npx, and the type check: with `npm run test:deep`. */
const isDeep = Number(process.env.HSX_PACKAGING_RUNS ?? 0) > 0;

let outside: string;
let app: string;
/** The packed file of each package. */
const packed: Record<string, string> = {};

beforeAll(async () => {
  outside = await mkdtemp(join(tmpdir(), 'hs-x-outside-'));
  app = join(outside, 'deal-notes');
  await packAll();
  if (isDeep) await initThroughNpx();
  else await hsx(ROOT, 'init', app, '--yes');
  await usePacked(app);
  await npm('install');
}, MINUTES_MS);
afterAll(() => rm(outside, { recursive: true, force: true }));

/** One run of npm for all of them; it answers in the order of the folders' names in the workspace, hence by name. */
async function packAll(): Promise<void> {
  const workspaces = Object.values(PACKAGES).flatMap((folder) => ['--workspace', `packages/${folder}`]);
  const args = ['pack', '--json', '--pack-destination', outside, ...workspaces];
  const { stdout } = await run('npm', args, { cwd: ROOT });
  for (const { name, filename } of JSON.parse(stdout) as { name: string; filename: string }[])
    packed[name] = join(outside, filename);
}

async function initThroughNpx(): Promise<void> {
  const from = Object.values(packed).flatMap((file) => ['--package', file]);
  await run('npx', ['--yes', ...from, 'hs-x', 'init', basename(app), '--yes'], { cwd: outside });
}

/** What the registry would do for the versions in package.json. */
async function usePacked(folder: string): Promise<void> {
  const file = join(folder, 'package.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as Record<string, Record<string, string>>;
  for (const group of [manifest.dependencies ?? {}, manifest.devDependencies ?? {}]) {
    for (const name of Object.keys(group).filter((one) => one in packed))
      group[name] = `file:${packed[name]!}`;
  }
  for (const name of isDeep ? [] : CHECKERS) delete manifest.devDependencies?.[name];
  await writeFile(file, JSON.stringify(manifest, undefined, 2));
}

function npm(...args: string[]) {
  return run('npm', [...args, '--no-audit', '--no-fund', '--prefer-offline'], { cwd: app });
}

/** Runs the command of an install, in its folder. */
function hsx(folder: string, ...args: string[]): Promise<{ code: number; output: string }> {
  const bin = join(folder, 'node_modules/hs-x/bin/hs-x.js');
  return run(process.execPath, [bin, ...args], { cwd: folder }).then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
    (failure: unknown) => {
      const { code, stdout, stderr } = failure as { code: number; stdout: string; stderr: string };
      return { code, output: stdout + stderr };
    },
  );
}

async function filesOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const own = entries.filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'));
  return own.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).toSorted();
}

describe('a new app', () => {
  it('has tests, and they pass', async () => {
    const { stdout } = await npm('test');
    expect(stdout).toMatch(/pass 6\b[\s\S]*fail 0\b/);
  });

  it('runs with npm run dev, says where, and ends with it', async () => {
    const args = ['run', 'dev', '--', '--port', '0', '--console-port', '0', '--no-open'];
    const dev = spawn('npm', args, { cwd: app, detached: true });
    let text = '';
    for (const stream of [dev.stdout, dev.stderr])
      stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
    const ended = new Promise((resolve) => dev.once('close', resolve));
    try {
      await vi.waitFor(() => expect(text).toContain('Ctrl-C stops everything.'), { timeout: 30_000 });
      const [, appUrl = ''] = /Deal Notes runs at (http:\S+)/.exec(text) ?? [];
      const [, consoleUrl = ''] = /Console +(http:\S+)/.exec(text) ?? [];
      expect(await (await fetch(`${appUrl}/health`)).json()).toMatchObject({ ok: true, mode: 'test' });
      expect(await (await fetch(consoleUrl)).text()).toContain('Deal Notes');
    } finally {
      process.kill(-(dev.pid ?? 0), 'SIGINT'); // Ctrl-C reaches the whole group
      await ended;
    }
  });

  it('is written in the same way by the packed command', async () => {
    const again = join(outside, 'again', basename(app));
    await mkdir(join(outside, 'again'));
    expect(await hsx(app, 'init', again, '--yes')).toMatchObject({ code: 0 });
    const written = (await filesOf(again)).filter((file) => file !== 'package.json');
    expect(await filesOf(app)).toEqual(expect.arrayContaining(written));
    for (const file of written.filter((name) => name !== '.env'))
      expect([file, await readFile(join(again, file), 'utf8')]).toEqual([
        file,
        await readFile(join(app, file), 'utf8'),
      ]);
  });

  if (isDeep) {
    it('compiles, and the linter finds nothing', async () => {
      await npm('run', 'check');
    });
  }
});

describe('a production install of the app', () => {
  beforeAll(() => npm('prune', '--omit=dev'), MINUTES_MS);

  it('contains no simulator', async () => {
    const files = await readdir(join(app, 'node_modules'), { recursive: true });
    expect(files).toContain(join('@hs-x', 'sdk'));
    expect(files.filter((file) => /@hs-x[\\/]simulators/.test(file))).toEqual([]);
  });

  it('has a command that answers, and that says what `dev` is missing', async () => {
    expect(await hsx(app, '--version')).toEqual({ code: 0, output: '0.1.0\n' });
    const dev = await hsx(app, 'dev');
    expect(dev.code).toBe(1);
    expect(dev.output).toContain('npm i -D @hs-x/simulators');
  });

  it('starts once it is told what it needs, and until then says what that is', async () => {
    const { code, output } = await hsx(app, 'start');
    expect(code).toBe(1);
    expect(output).toMatch(
      /STRIPE_SECRET is missing[\s\S]*HSX_SECRET is missing[\s\S]*HUBSPOT_CLIENT_ID is missing/,
    );
  });

  it('has no source of the vendors’ addresses but the SDK’s own constants', async () => {
    const sdk = join(app, 'node_modules/@hs-x/sdk/dist');
    const { stdout } = await run('grep', ['-rlE', 'process\\.env', sdk, '--include=*.js']).catch(() => ({
      stdout: '',
    }));
    expect(stdout).toBe('');
  });
});
