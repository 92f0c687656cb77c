import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['tests/support/postgres-for-the-run.ts'],
    include: ['packages/*/tests/**/*.test.{ts,tsx}', 'tests/**/*.test.ts'],
    // As long as somebody says, and only then.
    exclude: ['**/node_modules/**', ...(process.env.HSX_SOAK_SECONDS ? [] : ['tests/soak/**'])],
    reporters: ['default', 'tests/matrix/matrix-reporter.ts'],
    // Most tests wait for sockets, processes and browsers: more of them than cores keep two cores busy.
    maxWorkers: 4,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
