/** Runs tests on another copy of the SDK's source: `HSX_SDK_SOURCE` names the folder that stands in for `packages/sdk/src`. */
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const source = process.env.HSX_SDK_SOURCE ?? '';
const entry = (subpath, file) => ({
  find: new RegExp(`^@hs-x/sdk${subpath}$`),
  replacement: join(source, file),
});

export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  resolve: {
    alias: [
      entry('', 'index.ts'),
      entry('/billing', 'billing/index.ts'),
      entry('/config', 'config/index.ts'),
      entry('/hubspot', 'hubspot/index.ts'),
      entry('/stripe', 'providers/stripe/index.ts'),
      entry('/sqlite', 'store/sqlite/index.ts'),
      entry('/postgres', 'store/postgres/index.ts'),
      entry('/d1', 'store/d1/index.ts'),
      entry('/node', 'runtime/node/index.ts'),
      entry('/testing', 'testing/index.ts'),
    ],
  },
  test: { include: ['tests/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
});
