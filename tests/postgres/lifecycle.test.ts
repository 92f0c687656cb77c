/** A portal that pays, renews and moves, with the app’s data in PostgreSQL. All of it: `HSX_TEST_STORE=postgres npx vitest run tests/lifecycle`. */
process.env.HSX_TEST_STORE = 'postgres';
await import('../lifecycle/transfer.test.js');
