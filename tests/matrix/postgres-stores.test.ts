import { afterAll, beforeAll, describe, it } from 'vitest';
import { openPostgresStores, type PostgresStores } from '@hs-x/sdk/postgres';
import { storeContracts } from '@hs-x/sdk/testing';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';

let database: FreshDatabase;
let stores: PostgresStores;

beforeAll(async () => {
  database = await freshDatabase();
  stores = await openPostgresStores(database.url);
});
afterAll(async () => {
  await stores.close();
  await database.drop();
});

/** Every case begins with empty tables. */
const suites = storeContracts(async () => {
  await database.empty();
  return stores;
});

for (const [store, cases] of Object.entries(suites)) {
  describe(`${store} on PostgreSQL`, () => {
    for (const { title, run } of cases) it(title, run);
  });
}
