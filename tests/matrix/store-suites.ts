/** The contract suites of all the stores, for whatever database they are on; they run on Node and in workerd alike. */
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
  type ContractCase,
} from '@hs-x/sdk/testing';
import type { Stores } from '@hs-x/sdk/d1';

export type StoreSuites = Readonly<Record<string, readonly ContractCase[]>>;

/** The suites by name; `open` gives empty stores each time. */
export function suitesOf(open: () => Promise<Stores>): StoreSuites {
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
  };
}

/** Runs one case; answers null, or why it failed. */
export async function runCase(
  suites: StoreSuites,
  wish: { readonly suite: string; readonly title: string },
): Promise<string | null> {
  const found = suites[wish.suite]?.find(({ title }) => title === wish.title);
  if (!found) return 'There is no such case.';
  try {
    await found.run();
    return null;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
    return `${String(error)}${cause}`;
  }
}
