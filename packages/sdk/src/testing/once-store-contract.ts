import type { OnceStore } from '../hubspot/ports.js';
import { expectEqual, type ContractCase } from './contract-case.js';

const NOW = Date.UTC(2026, 10, 20, 9, 0, 0);
const LATER = NOW + 600_000;

/** What every {@link OnceStore} promises; `makeStore` gives an empty one each time. */
export function onceStoreContract(makeStore: () => Promise<OnceStore>): readonly ContractCase[] {
  const withStore = (title: string, run: (store: OnceStore) => Promise<void>): ContractCase => ({
    title,
    run: async () => run(await makeStore()),
  });
  return [
    withStore('lets the first caller use a key and refuses the second', async (store) => {
      expectEqual(await store.useOnce({ key: 'state:a', expiresAt: LATER, now: NOW }), true, 'first use');
      expectEqual(
        await store.useOnce({ key: 'state:a', expiresAt: LATER, now: NOW + 1 }),
        false,
        'second use',
      );
    }),
    withStore('keeps keys apart, letter by letter', async (store) => {
      await store.useOnce({ key: 'state:a', expiresAt: LATER, now: NOW });
      for (const key of ['state:A', 'state:a ', 'state:b', '']) {
        expectEqual(await store.useOnce({ key, expiresAt: LATER, now: NOW }), true, `first use of "${key}"`);
      }
    }),
    withStore('lets exactly one of many simultaneous callers through', async (store) => {
      const use = { key: 'state:a', expiresAt: LATER, now: NOW };
      const answers = await Promise.all(Array.from({ length: 20 }, () => store.useOnce(use)));
      expectEqual(answers.filter(Boolean).length, 1, 'callers let through');
    }),
    withStore('remembers a key until the last millisecond before its expiry', async (store) => {
      await store.useOnce({ key: 'state:short', expiresAt: NOW + 1_000, now: NOW });
      await store.useOnce({ key: 'state:long', expiresAt: LATER, now: NOW });
      await store.useOnce({ key: 'state:other', expiresAt: LATER + 1_000, now: LATER - 1 });
      expectEqual(
        await store.useOnce({ key: 'state:long', expiresAt: LATER, now: LATER - 1 }),
        false,
        'use just before expiry',
      );
    }),
  ];
}
