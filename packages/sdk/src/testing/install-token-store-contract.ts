import type { InstallTokenStore, StoredTokens } from '../hubspot/ports.js';
import type { AccountKey } from '../kernel/ids.js';
import { expectEqual, type ContractCase } from './contract-case.js';

const KEY: AccountKey = { app: 'enricher', mode: 'test', portalId: '51200417' };
const ISSUED_AT = Date.UTC(2026, 10, 20, 9, 0, 0);

/** One promise, before it is given a store. */
interface StoreRule {
  readonly title: string;
  readonly run: (store: InstallTokenStore) => Promise<void>;
}

/** What every {@link InstallTokenStore} promises; `makeStore` gives an empty one each time. */
export function installTokenStoreContract(
  makeStore: () => Promise<InstallTokenStore>,
): readonly ContractCase[] {
  const withStore = ({ title, run }: StoreRule): ContractCase => ({
    title,
    run: async () => run(await makeStore()),
  });
  return [...READING, ...WRITING, ...REMOVING].map(withStore);
}

const READING: readonly StoreRule[] = [
  {
    title: 'answers no tokens at version 0 for a portal never seen',
    async run(store) {
      expectEqual(await store.load(KEY), { tokens: null, version: 0 }, 'load');
    },
  },
  {
    title: 'answers what was saved, field for field',
    async run(store) {
      expectEqual(await store.save({ key: KEY, expectedVersion: 0, tokens: tokensOf('a') }), 'saved', 'save');
      expectEqual(await store.load(KEY), { tokens: tokensOf('a'), version: 1 }, 'load');
    },
  },
  {
    title: 'keeps an unknown user and an empty list of scopes as they are',
    async run(store) {
      const tokens: StoredTokens = { ...tokensOf('a'), userId: null, scopes: [] };
      await store.save({ key: KEY, expectedVersion: 0, tokens });
      expectEqual((await store.load(KEY)).tokens, tokens, 'tokens');
    },
  },
  {
    title: 'keeps portals, apps and modes apart',
    async run(store) {
      await store.save({ key: KEY, expectedVersion: 0, tokens: tokensOf('a') });
      const others: readonly AccountKey[] = [
        { ...KEY, app: 'other' },
        { ...KEY, mode: 'live' },
        { ...KEY, portalId: '51200583' },
      ];
      for (const key of others) expectEqual(await store.load(key), { tokens: null, version: 0 }, 'other key');
    },
  },
];

const WRITING: readonly StoreRule[] = [
  {
    title: 'replaces tokens when the version is the one that was read',
    async run(store) {
      await store.save({ key: KEY, expectedVersion: 0, tokens: tokensOf('a') });
      expectEqual(await store.save({ key: KEY, expectedVersion: 1, tokens: tokensOf('b') }), 'saved', 'save');
      expectEqual(await store.load(KEY), { tokens: tokensOf('b'), version: 2 }, 'load');
    },
  },
  {
    title: 'writes nothing when the version has moved on',
    async run(store) {
      await store.save({ key: KEY, expectedVersion: 0, tokens: tokensOf('a') });
      for (const expectedVersion of [0, 2]) {
        expectEqual(
          await store.save({ key: KEY, expectedVersion, tokens: tokensOf('b') }),
          'conflict',
          'save',
        );
      }
      expectEqual(await store.load(KEY), { tokens: tokensOf('a'), version: 1 }, 'load');
    },
  },
  {
    title: 'saves exactly one of many simultaneous writers',
    async run(store) {
      const names = Array.from({ length: 10 }, (_, index) => `writer${index}`);
      const results = await Promise.all(
        names.map((name) => store.save({ key: KEY, expectedVersion: 0, tokens: tokensOf(name) })),
      );
      expectEqual(results.filter((result) => result === 'saved').length, 1, 'writers that saved');
      const winner = names[results.indexOf('saved')] ?? '';
      expectEqual(await store.load(KEY), { tokens: tokensOf(winner), version: 1 }, 'load');
    },
  },
];

const REMOVING: readonly StoreRule[] = [
  {
    title:
      'forgets removed tokens but not the version, so that a later install is safe from an earlier reader',
    async run(store) {
      await store.save({ key: KEY, expectedVersion: 0, tokens: tokensOf('first install') });
      expectEqual(await store.remove({ key: KEY, expectedVersion: 1 }), 'saved', 'remove');
      expectEqual(await store.load(KEY), { tokens: null, version: 2 }, 'load after remove');
      await store.save({ key: KEY, expectedVersion: 2, tokens: tokensOf('second install') });
      const late = await store.save({ key: KEY, expectedVersion: 1, tokens: tokensOf('late refresh') });
      expectEqual(late, 'conflict', 'save by a reader of the first install');
      expectEqual(await store.load(KEY), { tokens: tokensOf('second install'), version: 3 }, 'load');
    },
  },
  {
    title: 'removes nothing when the version has moved on',
    async run(store) {
      await store.save({ key: KEY, expectedVersion: 0, tokens: tokensOf('a') });
      expectEqual(await store.remove({ key: KEY, expectedVersion: 0 }), 'conflict', 'remove');
      expectEqual((await store.load(KEY)).tokens, tokensOf('a'), 'tokens');
    },
  },
  {
    title: 'gives a removed portal that was never seen a version too',
    async run(store) {
      expectEqual(await store.remove({ key: KEY, expectedVersion: 0 }), 'saved', 'remove');
      expectEqual(await store.load(KEY), { tokens: null, version: 1 }, 'load');
    },
  },
];

function tokensOf(name: string): StoredTokens {
  return {
    sealedRefreshToken: `sealed refresh of ${name} – é`,
    sealedAccessToken: `sealed access of ${name}`,
    accessExpiresAt: ISSUED_AT + 1_800_000,
    issuedAt: ISSUED_AT,
    scopes: ['oauth', 'crm.objects.contacts.read'],
    userId: '512004171',
  };
}
