/** How long the SDK takes to import, and how much a production install weighs. */
import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { interleave, rounded } from './support/interleave.mjs';
import { withFolder } from './support/with-folder.mjs';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ENTRIES = ['@hs-x/sdk', '@hs-x/sdk/billing', '@hs-x/sdk/stripe', '@hs-x/sdk/node'];

/** Answers the figures. */
export async function startUp() {
  const importing = (entry) => () =>
    run(process.execPath, ['--input-type=module', '-e', entry ? `await import('${entry}')` : '0'], {
      cwd: ROOT,
    });
  const contenders = Object.fromEntries([
    ['bare', importing(null)],
    ...ENTRIES.map((entry) => [entry, importing(entry)]),
  ]);
  const micros = await interleave(contenders, { samples: 9, times: 1 });
  const imports = ENTRIES.map((entry) => ({
    name: `import '${entry}'`,
    ms: rounded((micros[entry] - micros.bare) / 1_000),
    'bare node, ms': rounded(micros.bare / 1_000),
  }));
  return [...imports, await installed()];
}

/** Packs the SDK and installs it with what it needs to run, from the registry. */
const installed = () =>
  withFolder(async (folder) => {
    const npm = (args, cwd) => run('npm', args, { cwd });
    const { stdout } = await npm(
      ['pack', '--workspace', '@hs-x/sdk', '--pack-destination', folder, '--json'],
      ROOT,
    );
    const [{ filename, size }] = JSON.parse(stdout);
    await npm(['init', '--yes'], folder);
    await npm(['install', '--omit=dev', '--no-audit', '--no-fund', join(folder, filename)], folder);
    const bytes = await sizeOf(join(folder, 'node_modules'));
    return {
      name: 'production install of @hs-x/sdk',
      'packed, kB': Math.round(size / 1_000),
      'node_modules, MB': rounded(bytes / 1e6),
    };
  });

async function sizeOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(async (file) => (await stat(join(file.parentPath, file.name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

if (import.meta.main) console.table(await startUp());
