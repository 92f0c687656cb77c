import type { ListedSubscriptions } from '../billing/ports/listed-subscriptions.js';
import { expectEqual, type ContractCase } from './contract-case.js';
import { STORE_SCOPE } from './store-wishes.js';

/** What every {@link ListedSubscriptions} promises; `makeStore` gives an empty one each time. */
export function listedSubscriptionsContract(
  makeStore: () => Promise<ListedSubscriptions>,
): readonly ContractCase[] {
  return RULES.map(({ title, run }) => ({ title, run: async () => run(await makeStore()) }));
}

/** Numbers of listings are instants. */
const FIRST = Date.UTC(2026, 10, 20, 3);
const SECOND = FIRST + 1;
const SCOPES = [STORE_SCOPE, { ...STORE_SCOPE, app: 'other' }, { ...STORE_SCOPE, mode: 'live' }] as const;

function idsOf(count: number, name = 'sub'): readonly string[] {
  return Array.from({ length: count }, (_, number) => `${name}_${number}`);
}

async function listed(
  store: ListedSubscriptions,
  subscriptionIds: readonly string[],
  { scope = STORE_SCOPE, listing = FIRST } = {},
): Promise<readonly string[]> {
  return [...(await store.listed(scope, { listing, subscriptionIds }))].toSorted();
}

const RULES: readonly {
  readonly title: string;
  readonly run: (store: ListedSubscriptions) => Promise<void>;
}[] = [
  {
    title: 'answers which of the ids were noted, letter by letter, and no other',
    async run(store) {
      await store.note(STORE_SCOPE, { listing: FIRST, subscriptionIds: ['sub_a', 'sub_b', 'sub_c'] });
      expectEqual(
        await listed(store, ['sub_b', 'sub_A', 'sub_', 'sub_a', 'sub_d']),
        ['sub_a', 'sub_b'],
        'listed',
      );
      expectEqual(await listed(store, []), [], 'of none');
    },
  },
  {
    title: 'notes a page, none and the same page again, in parts and by several at once',
    async run(store) {
      const page = { listing: FIRST, subscriptionIds: idsOf(100) };
      const part = { ...page, subscriptionIds: idsOf(101).slice(50) };
      await store.note(STORE_SCOPE, { ...page, subscriptionIds: [] });
      await Promise.all([page, part, page].map((shown) => store.note(STORE_SCOPE, shown)));
      expectEqual(await listed(store, idsOf(102)), [...idsOf(101)].toSorted(), 'listed');
    },
  },
  {
    title: 'answers for as many ids as are asked',
    async run(store) {
      await store.note(STORE_SCOPE, { listing: FIRST, subscriptionIds: ['sub_3', 'sub_549'] });
      expectEqual(await listed(store, idsOf(550)), ['sub_3', 'sub_549'], 'listed');
    },
  },
  {
    title: 'keeps listings, apps and modes apart',
    async run(store) {
      for (const [at, scope] of SCOPES.entries()) {
        await store.note(scope, { listing: FIRST, subscriptionIds: [`sub_${at}`] });
      }
      await store.note(STORE_SCOPE, { listing: SECOND, subscriptionIds: ['sub_9'] });
      const asked = ['sub_0', 'sub_1', 'sub_2', 'sub_9'];
      for (const [at, scope] of SCOPES.entries()) {
        expectEqual(await listed(store, asked, { scope }), [`sub_${at}`], 'of the first listing');
      }
      expectEqual(await listed(store, asked, { listing: SECOND }), ['sub_9'], 'of the second listing');
    },
  },
  {
    title: 'forgets so many at a time, the oldest listing first and no newer one, and says when none is left',
    async run(store) {
      const counts = { [SECOND + 1]: 2, [SECOND]: 3, [FIRST]: 4 };
      for (const [listing, count] of Object.entries(counts)) {
        await store.note(STORE_SCOPE, { listing: Number(listing), subscriptionIds: idsOf(count) });
      }
      const forget = () => store.forget(STORE_SCOPE, { upTo: SECOND, limit: 3 });
      const left = () =>
        Promise.all(
          [FIRST, SECOND, SECOND + 1].map(
            async (listing) => (await listed(store, idsOf(4), { listing })).length,
          ),
        );
      expectEqual([await forget(), await left()], [true, [1, 3, 2]], 'after one time');
      expectEqual([await forget(), await left()], [true, [0, 1, 2]], 'after two');
      expectEqual([await forget(), await left()], [false, [0, 0, 2]], 'after three');
      expectEqual(await forget(), false, 'of nothing');
    },
  },
  {
    title: 'forgets nothing of other apps and modes',
    async run(store) {
      for (const scope of SCOPES) await store.note(scope, { listing: FIRST, subscriptionIds: idsOf(3) });
      for (const limit of [2, 2]) await store.forget(STORE_SCOPE, { upTo: FIRST, limit });
      for (const [at, scope] of SCOPES.entries()) {
        expectEqual(await listed(store, idsOf(3), { scope }), at === 0 ? [] : idsOf(3), 'left');
      }
    },
  },
];
