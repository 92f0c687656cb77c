import type { ClaimedEvent, EventResult, Inbox } from '../billing/ports/inbox.js';
import { MINUTE_MS } from '../kernel/instant.js';
import { buildCustomer } from './build-account.js';
import type { BillingStores } from './billing-stores.js';
import { expectEqual, type ContractCase } from './contract-case.js';
import { INBOX_TURNS, type InboxRule } from './inbox-turns-contract.js';
import { changeOf, eventOf, mapCustomer, STORE_NOW, STORE_SCOPE } from './store-wishes.js';

/** What every {@link Inbox} promises; `makeStores` gives empty ones each time. */
export function inboxContract(makeStores: () => Promise<BillingStores>): readonly ContractCase[] {
  return [...RECEIVING, ...CLAIMING, ...INBOX_TURNS, ...SETTLING, ...UNMATCHED, ...FORGETTING].map(
    ({ title, run }) => ({
      title,
      run: async () => {
        const stores = await makeStores();
        await run(stores.inbox, stores);
      },
    }),
  );
}

const HANDLERS_ONLY = { needsObservation: false, needsHandlers: true };

async function claim(
  inbox: Inbox,
  wish: { readonly now?: number; readonly limit?: number } = {},
): Promise<readonly ClaimedEvent[]> {
  return inbox.claim(STORE_SCOPE, { now: STORE_NOW, limit: 100, leaseMs: MINUTE_MS, ...wish });
}

async function claimedIds(
  inbox: Inbox,
  wish: { now?: number; limit?: number } = {},
): Promise<readonly string[]> {
  return (await claim(inbox, wish)).map((event) => event.eventId);
}

const RECEIVING: readonly InboxRule[] = [
  {
    title: 'answers a stored event as it came',
    async run(inbox) {
      const event = eventOf('evt_1', { needsHandlers: true, sealedBody: 'sealed – é' });
      expectEqual(await inbox.receive(STORE_SCOPE, event), 'stored', 'receipt');
      expectEqual(await claim(inbox), [{ ...event, attempts: 0 }], 'claimed');
    },
  },
  {
    title: 'recognises a duplicate and changes nothing, also when both arrive at once',
    async run(inbox) {
      const receipts = await Promise.all(
        ['a', 'b', 'c'].map((body) => inbox.receive(STORE_SCOPE, eventOf('evt_1', { sealedBody: body }))),
      );
      expectEqual(receipts.toSorted(), ['duplicate', 'duplicate', 'stored'], 'receipts');
      const first = ['a', 'b', 'c'][receipts.indexOf('stored')];
      expectEqual(
        (await claim(inbox)).map((event) => event.sealedBody),
        [first],
        'bodies',
      );
    },
  },
  {
    title: 'knows a duplicate of an event that is done',
    async run(inbox) {
      await inbox.receive(STORE_SCOPE, eventOf('evt_1'));
      await inbox.settle(STORE_SCOPE, 'evt_1', { kind: 'observed' });
      expectEqual(await inbox.receive(STORE_SCOPE, eventOf('evt_1')), 'duplicate', 'receipt');
      expectEqual(await claimedIds(inbox), [], 'claimable');
    },
  },
  {
    title: 'keeps apps and modes apart',
    async run(inbox) {
      for (const scope of [
        STORE_SCOPE,
        { ...STORE_SCOPE, app: 'other' },
        { ...STORE_SCOPE, mode: 'live' as const },
      ]) {
        expectEqual(await inbox.receive(scope, eventOf('evt_1')), 'stored', 'receipt');
      }
      await inbox.settle(STORE_SCOPE, 'evt_1', { kind: 'observed' });
      const wish = { now: STORE_NOW, limit: 10, leaseMs: 1 };
      expectEqual(
        (await inbox.claim({ ...STORE_SCOPE, app: 'other' }, wish)).length,
        1,
        'the other app’s events',
      );
    },
  },
  {
    title: 'has nothing to do for an event that needs nothing',
    async run(inbox) {
      await inbox.receive(STORE_SCOPE, eventOf('evt_1', { needsObservation: false }));
      expectEqual(await claimedIds(inbox), [], 'claimable');
    },
  },
];

const CLAIMING: readonly InboxRule[] = [
  {
    title: 'gives the oldest events first, whatever their ids, up to the limit',
    async run(inbox) {
      const order = ['evt_d', 'evt_c', 'evt_b', 'evt_a'];
      for (const eventId of ['evt_c', 'evt_a', 'evt_d', 'evt_b']) {
        const receivedAt = STORE_NOW - 10 + order.indexOf(eventId);
        await inbox.receive(STORE_SCOPE, eventOf(eventId, { receivedAt }));
      }
      expectEqual(await claimedIds(inbox, { limit: 3 }), order.slice(0, 3), 'first claim');
      expectEqual(await claimedIds(inbox, { limit: 3 }), order.slice(3), 'second claim');
    },
  },
  {
    title: 'gives a claimed event to nobody else until its lease is over',
    async run(inbox) {
      await inbox.receive(STORE_SCOPE, eventOf('evt_1'));
      const claims = await Promise.all([claimedIds(inbox), claimedIds(inbox)]);
      expectEqual(claims.flat(), ['evt_1'], 'two claims at once');
      expectEqual(await claimedIds(inbox, { now: STORE_NOW + MINUTE_MS - 1 }), [], 'within the lease');
      expectEqual(await claimedIds(inbox, { now: STORE_NOW + MINUTE_MS }), ['evt_1'], 'after the lease');
    },
  },
  {
    title: 'gives released claims again at once',
    async run(inbox) {
      await inbox.receive(STORE_SCOPE, eventOf('evt_1'));
      await claim(inbox);
      await inbox.release({ ...STORE_SCOPE, app: 'other' });
      expectEqual(await claimedIds(inbox), [], 'another app’s release');
      await inbox.release(STORE_SCOPE);
      expectEqual(await claimedIds(inbox), ['evt_1'], 'after the release');
    },
  },
];

const SETTLING: readonly InboxRule[] = [
  {
    title: 'keeps an event open until both its observation and its handlers are done, in either order',
    async run(inbox) {
      const orders: readonly (readonly EventResult[])[] = [
        [{ kind: 'observed' }, { kind: 'handled' }],
        [{ kind: 'handled' }, { kind: 'observed' }],
      ];
      for (const [index, [first, second]] of orders.entries()) {
        const eventId = `evt_${index}`;
        await inbox.receive(STORE_SCOPE, eventOf(eventId, { needsHandlers: true }));
        await inbox.settle(STORE_SCOPE, eventId, first ?? { kind: 'observed' });
        expectEqual(await claimedIds(inbox), [eventId], 'half done');
        await inbox.settle(STORE_SCOPE, eventId, second ?? { kind: 'handled' });
        expectEqual(await claimedIds(inbox), [], 'done');
      }
    },
  },
  {
    title: 'gives a failed event again when its time comes, with the failures counted',
    async run(inbox) {
      await inbox.receive(STORE_SCOPE, eventOf('evt_1', HANDLERS_ONLY));
      await inbox.settle(STORE_SCOPE, 'evt_1', { kind: 'failed', reason: 'why', retryAt: STORE_NOW + 5 });
      expectEqual(await claimedIds(inbox, { now: STORE_NOW + 4 }), [], 'too early');
      const [event] = await claim(inbox, { now: STORE_NOW + 5 });
      expectEqual(event?.attempts, 1, 'attempts');
    },
  },
  {
    title: 'never gives a dead event again, but an observation still closes it',
    async run(inbox, { billing }) {
      await mapCustomer(billing);
      await inbox.receive(STORE_SCOPE, eventOf('evt_1'));
      await inbox.settle(STORE_SCOPE, 'evt_1', { kind: 'dead', reason: 'why' });
      expectEqual(await claimedIds(inbox), [], 'claimable');
      const { openEventIds, version } = await billing.load(buildCustomer().key);
      expectEqual(openEventIds, ['evt_1'], 'open events');
      await billing.commit(
        changeOf(buildCustomer(), { expectedVersion: version, closedEventIds: openEventIds }),
      );
      expectEqual(
        (await billing.load(buildCustomer().key)).openEventIds,
        [],
        'open events after the observation',
      );
    },
  },
  {
    title: 'never opens a done event again',
    async run(inbox) {
      await inbox.receive(STORE_SCOPE, eventOf('evt_1'));
      await inbox.settle(STORE_SCOPE, 'evt_1', { kind: 'observed' });
      await inbox.settle(STORE_SCOPE, 'evt_1', { kind: 'failed', reason: 'late', retryAt: STORE_NOW });
      await inbox.settle(STORE_SCOPE, 'evt_1', { kind: 'unmatched' });
      expectEqual(await claimedIds(inbox), [], 'claimable');
    },
  },
];

const UNMATCHED: readonly InboxRule[] = [
  {
    title: 'keeps an unmatched event until its customer is mapped, then gives it',
    async run(inbox, { billing }) {
      await inbox.receive(STORE_SCOPE, eventOf('evt_1'));
      await claim(inbox);
      await inbox.settle(STORE_SCOPE, 'evt_1', { kind: 'unmatched' });
      expectEqual(await claimedIds(inbox), [], 'before the mapping');
      await mapCustomer(billing);
      expectEqual(await claimedIds(inbox), ['evt_1'], 'after the mapping');
    },
  },
  {
    title: 'lets the handlers of an unmatched event run all the same',
    async run(inbox) {
      await inbox.receive(STORE_SCOPE, eventOf('evt_1', { needsHandlers: true }));
      await inbox.settle(STORE_SCOPE, 'evt_1', { kind: 'unmatched' });
      expectEqual(await claimedIds(inbox), ['evt_1'], 'with handlers to run');
      await inbox.settle(STORE_SCOPE, 'evt_1', { kind: 'handled' });
      await inbox.settle(STORE_SCOPE, 'evt_1', { kind: 'unmatched' });
      expectEqual(
        await claimedIds(inbox, { now: STORE_NOW + 2 * MINUTE_MS }),
        [],
        'with only the observation left',
      );
    },
  },
];

const FORGETTING: readonly InboxRule[] = [
  {
    title:
      'drops old bodies of events that are closed, unmatched or dead, never of open ones, and still knows the ids',
    async run(inbox, { billing }) {
      const ids = ['evt_done', 'evt_unmatched', 'evt_open', 'evt_young'];
      for (const eventId of ids) {
        const receivedAt = eventId === 'evt_young' ? STORE_NOW : STORE_NOW - 1;
        await inbox.receive(STORE_SCOPE, eventOf(eventId, { receivedAt }));
      }
      await inbox.settle(STORE_SCOPE, 'evt_done', { kind: 'observed' });
      for (const eventId of ['evt_unmatched', 'evt_young'])
        await inbox.settle(STORE_SCOPE, eventId, { kind: 'unmatched' });
      await inbox.dropBodies(STORE_SCOPE, STORE_NOW);
      for (const eventId of ids)
        expectEqual(await inbox.receive(STORE_SCOPE, eventOf(eventId)), 'duplicate', eventId);
      await mapCustomer(billing);
      const bodies = Object.fromEntries(
        (await claim(inbox)).map((event) => [event.eventId, event.sealedBody]),
      );
      const expected = { evt_unmatched: '', evt_open: 'sealed evt_open', evt_young: 'sealed evt_young' };
      expectEqual(bodies, expected, 'bodies');
    },
  },
];
