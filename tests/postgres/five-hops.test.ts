/** The five hops once more, with the app's data in PostgreSQL. */
process.env.HSX_TEST_STORE = 'postgres';
await import('../five-hops/five-hops.test.js');
