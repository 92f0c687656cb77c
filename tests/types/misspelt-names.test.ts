import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { generateAppTypes, loadAppConfig } from '@hs-x/sdk/config';
import { afterAll, beforeAll, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** An app folder with the example's generated types; `worker.ts` is written by each test. */
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hs-x-types-'));
  const toml = await readFile(join(ROOT, 'examples/billing-guide/hs-x.toml'), 'utf8');
  await mkdir(join(folder, 'node_modules/@hs-x'), { recursive: true });
  await symlink(join(ROOT, 'packages/sdk'), join(folder, 'node_modules/@hs-x/sdk'));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  await writeFile(join(folder, 'types.d.ts'), generateAppTypes(loadAppConfig(toml)));
  const compilerOptions = {
    noEmit: true,
    composite: false,
    declaration: false,
    declarationMap: false,
    rootDir: '.',
  };
  const config = { extends: join(ROOT, 'tsconfig.base.json'), compilerOptions, include: ['*.ts'] };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function compile(statement: string): Promise<string> {
  await writeFile(
    join(folder, 'worker.ts'),
    `import { consume, defineWorker, requireFeature, requireLimit, usage } from '@hs-x/sdk';
export const helpers = { consume, requireFeature, requireLimit, usage };
export default defineWorker(({ worker }) => {
  worker.action('enrich', async (ctx) => {
    await ${statement};
  });
});
`,
  );
  const tsc = join(ROOT, 'node_modules/.bin/tsc');
  return promisify(execFile)(tsc, ['-p', folder]).then(
    () => '',
    (failure: unknown) => (failure as { stdout: string }).stdout,
  );
}

it('compiles a feature that hs-x.toml declares', async () => {
  expect(await compile(`requireFeature(ctx, 'sync.bidirectional')`)).toBe('');
});

it('does not compile a misspelt feature', async () => {
  expect(await compile(`requireFeature(ctx, 'sync.bidrectional')`)).toContain(
    `'"sync.bidrectional"' is not assignable`,
  );
});

it('compiles each limit with the helper of its kind', async () => {
  expect(await compile(`consume(ctx, 'records_per_month', 1)`)).toBe('');
  expect(await compile(`requireLimit(ctx, 'syncs', 1)`)).toBe('');
  expect(await compile(`usage(ctx, 'syncs')`)).toBe('');
});

it('does not compile a limit with the helper of the other kind, or a misspelt one', async () => {
  expect(await compile(`consume(ctx, 'syncs', 1)`)).toContain(`'"syncs"' is not assignable`);
  expect(await compile(`requireLimit(ctx, 'records_per_month', 1)`)).toContain('is not assignable');
  expect(await compile(`usage(ctx, 'record_per_month')`)).toContain('is not assignable');
});
