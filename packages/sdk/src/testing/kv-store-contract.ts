import type { KvStore } from '../worker/ports.js';
import { expectEqual, type ContractCase } from './contract-case.js';
import { STORE_NOW, STORE_SCOPE } from './store-wishes.js';

interface KvRule {
  readonly title: string;
  readonly run: (store: KvStore) => Promise<void>;
}

/** What every {@link KvStore} promises; `makeStore` gives an empty one each time. */
export function kvStoreContract(makeStore: () => Promise<KvStore>): readonly ContractCase[] {
  return [...VALUES, ...LISTS].map(({ title, run }) => ({ title, run: async () => run(await makeStore()) }));
}

async function get(store: KvStore, key: string, now = STORE_NOW): Promise<unknown> {
  return store.get(STORE_SCOPE, { key, now });
}

async function put(
  store: KvStore,
  key: string,
  value: unknown = key,
  expiresAt: number | null = null,
): Promise<void> {
  await store.put(STORE_SCOPE, { key, value, expiresAt });
}

async function keysOf(
  store: KvStore,
  prefix: string,
  wish: { after?: string | null; limit?: number; now?: number } = {},
): Promise<readonly string[]> {
  const rows = await store.list(STORE_SCOPE, { prefix, after: null, limit: 100, now: STORE_NOW, ...wish });
  return rows.map((row) => row.key);
}

const VALUES: readonly KvRule[] = [
  {
    title: 'replaces a value by what was made of it, unless somebody has changed it since',
    async run(store) {
      const replace = (before: unknown, after: unknown, now = STORE_NOW) =>
        store.replace(STORE_SCOPE, { key: 'a', before, after, now });
      expectEqual(await replace({ b: 1 }, 'x'), false, 'where there is none');
      expectEqual(await replace(null, { b: 1, a: [2] }), true, 'the first value');
      expectEqual(await replace(null, 'x'), false, 'a second first value');
      const read = await get(store, 'a');
      expectEqual(await replace(read, { b: 2 }), true, 'what was read');
      expectEqual(await replace(read, { b: 3 }), false, 'what was read before');
      expectEqual(await get(store, 'a'), { b: 2 }, 'the value');
      await put(store, 'a', 'short', STORE_NOW + 5);
      expectEqual(await replace(null, 'long', STORE_NOW + 5), true, 'one that has expired');
      expectEqual(await get(store, 'a', STORE_NOW + 9), 'long', 'the value after that');
    },
  },
  {
    title: 'answers every JSON value as it was put, and null for a key never put',
    async run(store) {
      const values = [0, -1.5, '', 'é😀\u0000', true, [], {}, { a: [1, { b: null }] }, 2 ** 53 - 1];
      for (const [index, value] of values.entries()) {
        await put(store, `key:${index}`, value);
        expectEqual(await get(store, `key:${index}`), value, JSON.stringify(value));
      }
      expectEqual(await get(store, 'never'), null, 'a key never put');
    },
  },
  {
    title: 'keeps the last value and its expiry',
    async run(store) {
      await put(store, 'a', 1, STORE_NOW + 1);
      await put(store, 'a', 2);
      expectEqual(await get(store, 'a', STORE_NOW + 9), 2, 'value');
    },
  },
  {
    title: 'forgets a value at the millisecond it expires, in get and list',
    async run(store) {
      await put(store, 'a', 1, STORE_NOW + 10);
      expectEqual(
        [await get(store, 'a', STORE_NOW + 9), await keysOf(store, 'a', { now: STORE_NOW + 9 })],
        [1, ['a']],
        'before',
      );
      expectEqual(
        [await get(store, 'a', STORE_NOW + 10), await keysOf(store, 'a', { now: STORE_NOW + 10 })],
        [null, []],
        'at',
      );
    },
  },
  {
    title: 'removes a key, and a missing one without complaint',
    async run(store) {
      await put(store, 'a');
      await store.delete(STORE_SCOPE, 'a');
      await store.delete(STORE_SCOPE, 'a');
      expectEqual(await get(store, 'a'), null, 'value');
    },
  },
  {
    title: 'keeps apps, modes and letters apart',
    async run(store) {
      await put(store, 'a', 1);
      const others = [
        { ...STORE_SCOPE, app: 'other' },
        { ...STORE_SCOPE, mode: 'live' as const },
      ];
      for (const scope of others) {
        expectEqual(await store.get(scope, { key: 'a', now: STORE_NOW }), null, 'value');
        expectEqual(
          await store.list(scope, { prefix: '', after: null, limit: 9, now: STORE_NOW }),
          [],
          'list',
        );
        await store.delete(scope, 'a');
      }
      expectEqual([await get(store, 'A'), await get(store, 'a')], [null, 1], 'values');
    },
  },
];

const LISTS: readonly KvRule[] = [
  {
    title: 'lists keys with the prefix, in the order of their code points',
    async run(store) {
      for (const key of ['b', 'a:2', 'a:10', 'a', 'a:', 'aa', 'A:1', 'a:é', 'a:~']) await put(store, key);
      expectEqual(await keysOf(store, 'a:'), ['a:', 'a:10', 'a:2', 'a:~', 'a:é'], 'a:');
      expectEqual((await keysOf(store, '')).length, 9, 'all');
      expectEqual(await keysOf(store, 'z'), [], 'none');
    },
  },
  {
    title: 'takes %, _, ?, * and [ in a prefix as they are',
    async run(store) {
      for (const key of ['a%b', 'axb', 'a_b', 'a*b', 'a?b', 'a[b', 'a\\b', "a'b"]) await put(store, key);
      for (const char of ['%', '_', '*', '?', '[', '\\', "'"]) {
        expectEqual(await keysOf(store, `a${char}`), [`a${char}b`], `prefix a${char}`);
      }
    },
  },
  {
    title: 'finds keys whose next character lies anywhere in Unicode',
    async run(store) {
      const keys = ['a', 'a\u0001', 'aé', 'a\ud7ff', 'a\ue000', 'a\uffff', 'a😀', 'a😀b', 'a\u{10fffe}'];
      for (const key of [...keys, 'b', '😀']) await put(store, key);
      expectEqual(await keysOf(store, 'a'), keys, 'prefix a');
      expectEqual(await keysOf(store, 'a😀'), ['a😀', 'a😀b'], 'prefix with an emoji');
      expectEqual(await keysOf(store, 'a\uffff'), ['a\uffff'], 'prefix with U+FFFF');
      expectEqual(await keysOf(store, 'a\ud7ff'), ['a\ud7ff'], 'prefix before the surrogates');
    },
  },
  {
    title: 'reads page by page, each key once',
    async run(store) {
      const keys = Array.from({ length: 7 }, (_, index) => `p:${index}`);
      for (const key of keys.toReversed()) await put(store, key);
      const first = await keysOf(store, 'p:', { limit: 3 });
      const second = await keysOf(store, 'p:', { limit: 3, after: first.at(-1) ?? null });
      const third = await keysOf(store, 'p:', { limit: 3, after: second.at(-1) ?? null });
      expectEqual([first.length, second.length, third.length], [3, 3, 1], 'pages');
      expectEqual([...first, ...second, ...third], keys, 'keys');
    },
  },
];
