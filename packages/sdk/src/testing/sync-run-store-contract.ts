import { MINUTE_MS, type Instant } from '../kernel/instant.js';
import { NO_PROGRESS, type ClaimedSync, type SyncRunStore } from '../worker/sync/sync-runs.js';
import { expectEqual, type ContractCase } from './contract-case.js';
import { STORE_NOW, STORE_SCOPE } from './store-wishes.js';

interface TurnRule {
  readonly title: string;
  readonly run: (store: SyncRunStore) => Promise<void>;
}

/** What every {@link SyncRunStore} promises; `makeStore` gives an empty one each time. */
export function syncRunStoreContract(makeStore: () => Promise<SyncRunStore>): readonly ContractCase[] {
  return [...TURNS, ...LATER].map(({ title, run }) => ({ title, run: async () => run(await makeStore()) }));
}

const SYNCS = ['contacts', 'deals'];

const enroll = (store: SyncRunStore, portalIds: readonly string[], now = STORE_NOW) =>
  store.enroll(STORE_SCOPE, { portalIds, syncIds: SYNCS, now });

async function claim(
  store: SyncRunStore,
  now: Instant = STORE_NOW,
  syncIds = SYNCS,
): Promise<ClaimedSync | null> {
  return store.claim(STORE_SCOPE, { syncIds, now, leaseMs: MINUTE_MS });
}

const nameOf = (claimed: ClaimedSync | null) => claimed && `${claimed.key.portalId} ${claimed.key.syncId}`;

async function settle(
  store: SyncRunStore,
  claimed: ClaimedSync | null,
  more: { dueAt?: Instant | null; isPaused?: boolean } = {},
): Promise<boolean> {
  if (!claimed) return false;
  const { dueAt = STORE_NOW + MINUTE_MS, isPaused = false } = more;
  return store.settle(claimed, { progress: claimed.progress, dueAt, isPaused });
}

const TURNS: readonly TurnRule[] = [
  {
    title: 'gives the turn that came first, and never two of one portal at once',
    async run(store) {
      await enroll(store, ['2']);
      await enroll(store, ['1'], STORE_NOW - 1);
      const first = await claim(store);
      expectEqual(first?.key.portalId, '1', 'the first turn');
      expectEqual((await claim(store))?.key.portalId, '2', 'while portal 1 has one');
      expectEqual(nameOf(await claim(store)), null, 'while both have one');
      await settle(store, first);
      expectEqual((await claim(store))?.key.portalId, '1', 'its other sync');
    },
  },
  {
    title: 'gives a turn once, to one of many who ask',
    async run(store) {
      await enroll(store, ['1', '2', '3']);
      const claimed = await Promise.all(Array.from({ length: 20 }, () => claim(store, STORE_NOW, ['deals'])));
      expectEqual(claimed.map(nameOf).filter(Boolean).sort(), ['1 deals', '2 deals', '3 deals'], 'turns');
    },
  },
  {
    title: 'gives only turns of the syncs that are asked for',
    async run(store) {
      await enroll(store, ['1']);
      expectEqual(nameOf(await claim(store, STORE_NOW, ['companies'])), null, 'another sync');
      expectEqual(nameOf(await claim(store, STORE_NOW, [])), null, 'no sync');
    },
  },
  {
    title: 'keeps progress, and gives it with the next turn',
    async run(store) {
      await enroll(store, ['1']);
      const claimed = await claim(store, STORE_NOW, ['contacts']);
      expectEqual(claimed?.progress, NO_PROGRESS, 'before the first turn');
      if (!claimed) return;
      const progress = { ...NO_PROGRESS, cursor: 'c 1', batch: 3, pending: 7 };
      expectEqual(await store.keep(claimed, { progress, until: STORE_NOW + 5 }), true, 'kept');
      const next = await claim(store, STORE_NOW + 5, ['contacts']);
      expectEqual(next?.progress, progress, 'after the claim has lapsed');
    },
  },
  {
    title: 'believes nobody whose claim somebody else has by now',
    async run(store) {
      await enroll(store, ['1']);
      const late = await claim(store, STORE_NOW, ['contacts']);
      const now = STORE_NOW + MINUTE_MS;
      const next = await claim(store, now, ['contacts']);
      expectEqual(nameOf(next), '1 contacts', 'the lapsed turn');
      if (!late) return;
      expectEqual(await store.keep(late, { progress: NO_PROGRESS, until: now }), false, 'keep');
      expectEqual(await settle(store, late), false, 'settle');
      expectEqual(await settle(store, next), true, 'the one who has it');
    },
  },
];

const LATER: readonly TurnRule[] = [
  {
    title:
      'gives a settled turn when its time has come, and one without a time when its portal is enrolled again',
    async run(store) {
      await enroll(store, ['1']);
      await settle(store, await claim(store, STORE_NOW, ['contacts']), { dueAt: null });
      await settle(store, await claim(store, STORE_NOW, ['deals']), { dueAt: STORE_NOW + 10 });
      expectEqual(nameOf(await claim(store, STORE_NOW + 9)), null, 'too early');
      await enroll(store, ['1'], STORE_NOW + 9);
      const again = await claim(store, STORE_NOW + 9);
      expectEqual(nameOf(again), '1 contacts', 'the one without a time');
      await settle(store, again, { dueAt: STORE_NOW + MINUTE_MS });
      expectEqual(nameOf(await claim(store, STORE_NOW + 10)), '1 deals', 'when its time has come');
    },
  },
  {
    title: 'wakes what is paused and leaves the rest',
    async run(store) {
      await enroll(store, ['1']);
      await settle(store, await claim(store, STORE_NOW, ['contacts']), { isPaused: true });
      await settle(store, await claim(store, STORE_NOW, ['deals']));
      await store.wake({ ...STORE_SCOPE, portalId: '2' }, STORE_NOW + 1);
      expectEqual(nameOf(await claim(store, STORE_NOW + 1)), null, 'another portal');
      await store.wake({ ...STORE_SCOPE, portalId: '1' }, STORE_NOW + 1);
      const woken = await claim(store, STORE_NOW + 1);
      expectEqual(nameOf(woken), '1 contacts', 'the paused one');
      await settle(store, woken);
      expectEqual(nameOf(await claim(store, STORE_NOW + 1)), null, 'the other one');
    },
  },
  {
    title: 'hastens what is due later than it could be, and gives dead processes’ turns back',
    async run(store) {
      await enroll(store, ['1']);
      const far = STORE_NOW + 1_000 * MINUTE_MS;
      await settle(store, await claim(store, STORE_NOW, ['contacts']), { dueAt: far });
      await store.hasten(STORE_SCOPE, { syncId: 'contacts', dueAfter: far, now: STORE_NOW });
      expectEqual(nameOf(await claim(store, STORE_NOW, ['contacts'])), null, 'not later than it could be');
      await store.hasten(STORE_SCOPE, { syncId: 'contacts', dueAfter: far - 1, now: STORE_NOW });
      expectEqual(nameOf(await claim(store, STORE_NOW, ['contacts'])), '1 contacts', 'later');
      await store.release(STORE_SCOPE, STORE_NOW);
      expectEqual(nameOf(await claim(store, STORE_NOW, ['contacts'])), '1 contacts', 'given back');
    },
  },
];
