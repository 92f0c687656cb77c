/**
 * Assembles the guide's snippets into a folder and compiles them under the strict settings, against the built SDK.
 * usage: npm run check:guide -- <path to guide-app.mjs>
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const assemble = resolve(process.argv[2] ?? '');
const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'hs-x-guide-'));
try {
  execFileSync(process.execPath, [assemble, folder], { stdio: 'inherit' });
  mkdirSync(join(folder, 'node_modules/@hs-x'), { recursive: true });
  symlinkSync(join(root, 'packages/sdk'), join(folder, 'node_modules/@hs-x/sdk'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  const compilerOptions = {
    noEmit: true,
    composite: false,
    declaration: false,
    declarationMap: false,
    rootDir: '.',
  };
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: join(root, 'tsconfig.base.json'),
      compilerOptions,
      include: ['worker.ts', 'lib'],
    }),
  );
  execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', folder], { stdio: 'inherit' });
  console.log('the guide compiles as written');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
