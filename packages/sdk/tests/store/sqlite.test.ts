import { afterEach, describe, it } from 'vitest';
import { openSqliteStores, type SqliteStores } from '../../src/store/sqlite/index.js';
import { storeContracts } from '../../src/testing/index.js';
import { temporaryFile } from './temporary-file.js';

const opened: SqliteStores[] = [];

afterEach(() => {
  for (const stores of opened.splice(0)) stores.close();
});

function openerOf(fileName: () => string): () => Promise<SqliteStores> {
  return async () => {
    const stores = await openSqliteStores(fileName());
    opened.push(stores);
    return stores;
  };
}

const PLACES = { 'a SQLite file': temporaryFile, 'SQLite in memory': () => ':memory:' };

for (const [place, fileName] of Object.entries(PLACES)) {
  const open = openerOf(fileName);
  for (const [store, cases] of Object.entries(storeContracts(open))) {
    describe(`${store} on ${place}`, () => {
      for (const { title, run } of cases) it(title, run);
    });
  }
}
