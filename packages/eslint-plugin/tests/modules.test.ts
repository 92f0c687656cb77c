import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lintFiles } from './support/lint-files.js';

let app: string;
beforeEach(async () => {
  app = await mkdtemp(join(tmpdir(), 'hs-x-lint-'));
});
afterEach(() => rm(app, { recursive: true, force: true }));

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(app, name)), { recursive: true });
    await writeFile(join(app, name), text);
  }
}

const worker = (imports: string, handler: string): string => `
  import { defineWorker } from '@hs-x/sdk';
  ${imports}
  export default defineWorker(({ worker }) => { worker.action('bulk', ${handler}); });
`;
const ASKS = `
  import { requireFeature } from '@hs-x/sdk';
  export const ask = async (ctx) => { await requireFeature(ctx, 'bulk'); };
`;
const messageIds = async (parserOptions = {}) =>
  (await lintFiles(app, { parserOptions })).map(({ messageId }) => messageId);

describe('functions of other files', () => {
  it.each([
    ['./lib/ask.js', 'lib/ask.ts'],
    ['./lib/ask', 'lib/ask.ts'],
    ['./lib/ask.js', 'lib/ask.js'],
    ['./lib', 'lib/index.ts'],
    ['./lib/ask.mjs', 'lib/ask.mts'],
  ])('are found: %s is %s', async (specifier, file) => {
    await write({
      'worker.ts': worker(`import { ask } from '${specifier}';`, '(ctx) => ask(ctx)'),
      [file]: ASKS,
    });
    expect(await messageIds()).toEqual([]);
  });

  it('are found through re-exports, renaming, namespaces, default exports and dynamic imports', async () => {
    await write({
      'a.ts': `${ASKS} export default ask;`,
      'b.ts': `export { ask as question } from './a.js'; export * as all from './a.js'; export * from './c.js';`,
      'c.ts': `import ask from './a.js'; const gates = { first: { ask } }; export { gates };`,
      'worker.ts': `
        import { defineWorker } from '@hs-x/sdk';
        import { question, all, gates } from './b.js';
        import * as everything from './b.js';
        export default defineWorker(({ worker }) => {
          worker.action('one', async (ctx) => { await question(ctx); });
          worker.action('two', async (ctx) => { await all.ask(ctx); });
          worker.action('three', async (ctx) => { await gates.first.ask(ctx); });
          worker.action('four', async (ctx) => { await everything.all.default(ctx); });
          worker.action('five', async (ctx) => { const { ask } = await import('./a.js'); await ask(ctx); });
        });
      `,
    });
    expect(await messageIds()).toEqual([]);
  });

  it('are read again when their file changes', async () => {
    await write({
      'worker.ts': worker(`import { ask } from './ask.js';`, '(ctx) => ask(ctx)'),
      'ask.ts': ASKS,
    });
    expect(await messageIds()).toEqual([]);
    await write({ 'ask.ts': ASKS.replace('await requireFeature', 'void requireFeature') });
    await utimes(join(app, 'ask.ts'), new Date(), new Date(Date.now() + 5_000));
    expect(await messageIds()).toEqual(['notAwaited']);
  });

  it('may import each other in a circle, or themselves', async () => {
    await write({
      'worker.ts': worker(`import { ask } from './a.js';`, '(ctx) => ask(ctx)'),
      'a.ts': `export * from './b.js'; import { ask } from './a.js'; export { ask as again };`,
      'b.ts': `export * from './a.js'; ${ASKS}`,
    });
    expect(await messageIds()).toEqual([]);
    await write({ 'b.ts': `export * from './a.js';` });
    expect(await messageIds()).toEqual(['neverAsks']);
  });

  it('that cannot be parsed count as asking nothing', async () => {
    await write({
      'worker.ts': worker(`import { ask } from './ask.js';`, 'async (ctx) => { await ask(ctx); }'),
      'ask.ts': 'export const ask = (;',
    });
    expect((await messageIds()).filter((id) => id !== '')).toEqual(['neverAsks']);
  });

  it('are found behind aliases only the compiler knows, with type information', async () => {
    await write({
      'worker.ts': worker(`import { ask } from '~/ask.js';`, '(ctx) => ask(ctx)'),
      'src/ask.ts': ASKS,
      'tsconfig.json': `{ "compilerOptions": { "module": "NodeNext", "paths": { "~/*": ["./src/*"] } }, "include": ["."] }`,
    });
    expect(await messageIds()).toEqual(['neverAsks']);
    expect(await messageIds({ project: './tsconfig.json', tsconfigRootDir: app })).toEqual([]);
  });

  it('are found behind the imports of a package.json', async () => {
    await write({
      'package.json': `{ "type": "module", "imports": { "#ask": "./src/ask.ts" } }`,
      'worker.ts': worker(`import { ask } from '#ask';`, '(ctx) => ask(ctx)'),
      'src/ask.ts': ASKS,
    });
    expect(await messageIds()).toEqual([]);
  });

  it('carry the mark of a free handler with them', async () => {
    await write({
      'worker.ts': worker(`import { ping } from './ping.js';`, 'ping'),
      'ping.ts': '// hs-x-free: says only that the app is up\nexport const ping = async () => ({});',
    });
    expect(await messageIds()).toEqual([]);
  });
});

describe('the helper of a hand-wired app', () => {
  const helper = `export async function requireFeature(ctx, feature) { if (!ctx.row) throw new Error(feature); }`;
  const asking = worker(
    `import { requireFeature } from './lib/entitlement.js';`,
    `(ctx) => requireFeature(ctx, 'x')`,
  );

  it('is taken at its word', async () => {
    await write({ 'worker.ts': asking, 'lib/entitlement.ts': helper });
    expect(await messageIds()).toEqual([]);
  });

  it('is looked into when it is another file', async () => {
    await write({ 'worker.ts': asking.replace('entitlement', 'gate'), 'lib/gate.ts': helper });
    expect(await messageIds()).toEqual(['neverAsks']);
  });
});
