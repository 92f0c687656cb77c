/** The contract suites of all the stores, for whatever database they are on; they run on Node and in workerd alike. */
import type { Stores } from '../store/stores.js';
import { alertStoreContract } from './alert-store-contract.js';
import { billingStoreContract } from './billing-store-contract.js';
import type { ContractCase } from './contract-case.js';
import { inboxContract } from './inbox-contract.js';
import { installTokenStoreContract } from './install-token-store-contract.js';
import { kvStoreContract } from './kv-store-contract.js';
import { listedSubscriptionsContract } from './listed-subscriptions-contract.js';
import { meterLedgerContract } from './meter-ledger-contract.js';
import { onceStoreContract } from './once-store-contract.js';
import { outboxContract } from './outbox-contract.js';
import { secretStoreContract } from './secret-store-contract.js';
import { syncRunStoreContract } from './sync-run-store-contract.js';
import { usageLedgerContract } from './usage-ledger-contract.js';

/** Suites by the name of what they prove. */
export type StoreContracts = Readonly<Record<string, readonly ContractCase[]>>;

/** Every store's suite; `open` gives empty stores each time. */
export function storeContracts(open: () => Promise<Stores>): StoreContracts {
  return {
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
    'the listed subscriptions': listedSubscriptionsContract(async () => (await open()).listedSubscriptions),
  };
}
