import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MINUTES_MS = 180_000;

/** An app as its author would have it: the packed packages, simulators for development only. */
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hs-x-packed-'));
  const names = ['sdk', 'cli', 'email', 'ui', 'simulators'];
  const [sdk, cli, email, ui, simulators] = await Promise.all(names.map(pack));
  const manifest = {
    name: 'packed-app',
    private: true,
    type: 'module',
    dependencies: {
      '@hs-x/sdk': `file:${sdk ?? ''}`,
      '@hs-x/email': `file:${email ?? ''}`,
      '@hs-x/ui': `file:${ui ?? ''}`,
      'hs-x': `file:${cli ?? ''}`,
    },
    devDependencies: { '@hs-x/simulators': `file:${simulators ?? ''}` },
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'hs-x.toml'), '[app]\nname = "Packed"\n');
  await writeFile(
    join(folder, 'worker.js'),
    `import { defineWorker } from '@hs-x/sdk';\nexport default defineWorker(() => {});\n`,
  );
  await npm('install', '--package-lock-only');
  await npm('ci', '--omit=dev');
}, MINUTES_MS);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function pack(name: string): Promise<string> {
  const from = join(ROOT, 'packages', name);
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: from });
  const [packed] = JSON.parse(stdout) as { filename: string }[];
  return join(folder, packed?.filename ?? '');
}

function npm(...args: string[]) {
  return run('npm', [...args, '--no-audit', '--no-fund', '--prefer-offline'], { cwd: folder });
}

function hsx(...args: string[]): Promise<{ code: number; output: string }> {
  const bin = join(folder, 'node_modules/hs-x/bin/hs-x.js');
  return run(process.execPath, [bin, ...args], { cwd: folder }).then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
    (failure: unknown) => {
      const { code, stdout, stderr } = failure as { code: number; stdout: string; stderr: string };
      return { code, output: stdout + stderr };
    },
  );
}

describe('a production install of an app', () => {
  it('contains no simulator', async () => {
    const files = await readdir(join(folder, 'node_modules'), { recursive: true });
    expect(files).toContain(join('@hs-x', 'sdk'));
    expect(files.filter((file) => /@hs-x[\\/]simulators/.test(file))).toEqual([]);
  });

  it('has a command that answers, and that says what `dev` is missing', async () => {
    expect(await hsx('--version')).toEqual({ code: 0, output: '0.1.0\n' });
    const dev = await hsx('dev');
    expect(dev.code).toBe(1);
    expect(dev.output).toContain('npm i -D @hs-x/simulators');
  });

  it('has no source of the vendors’ addresses but the SDK’s own constants', async () => {
    const sdk = join(folder, 'node_modules/@hs-x/sdk/dist');
    const { stdout } = await run('grep', ['-rlE', 'process\\.env', sdk, '--include=*.js']).catch(() => ({
      stdout: '',
    }));
    expect(stdout).toBe('');
  });
});
