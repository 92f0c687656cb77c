import { afterEach, describe, it } from 'vitest';
import { openSqliteStores, type SqliteStores } from '../../src/store/sqlite/index.js';
import {
  alertStoreContract,
  billingStoreContract,
  inboxContract,
  installTokenStoreContract,
  kvStoreContract,
  meterLedgerContract,
  onceStoreContract,
  outboxContract,
  secretStoreContract,
  syncRunStoreContract,
  usageLedgerContract,
} from '../../src/testing/index.js';
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
  const suites = {
    'the billing store': billingStoreContract(open),
    'the inbox': inboxContract(open),
    'the outbox': outboxContract(async () => (await open()).outbox),
    'the alerts': alertStoreContract(async () => (await open()).alerts),
    'the key-value store': kvStoreContract(async () => (await open()).kv),
    'the install token store': installTokenStoreContract(async () => (await open()).tokens),
    'the once store': onceStoreContract(async () => (await open()).once),
    'the secret store': secretStoreContract(open),
    'the turns of syncs': syncRunStoreContract(async () => (await open()).syncRuns),
    'the usage ledger': usageLedgerContract(open),
    'the meter ledger': meterLedgerContract(open),
  };
  for (const [store, cases] of Object.entries(suites)) {
    describe(`${store} on ${place}`, () => {
      for (const { title, run } of cases) it(title, run);
    });
  }
}
