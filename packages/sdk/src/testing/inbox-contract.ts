import { MINUTE_MS } from '../kernel/instant.js';
import type { BillingStores } from './billing-stores.js';
import { expectEqual, type ContractCase } from './contract-case.js';
import { INBOX_SETTLING } from './inbox-settling-contract.js';
import { claimEvents, claimedEventIds, CLAIM_END, settleEvent } from './inbox-steps.js';
import { INBOX_TURNS, type InboxRule } from './inbox-turns-contract.js';
import { eventOf, mapCustomer, STORE_NOW, STORE_SCOPE } from './store-wishes.js';

/** What every {@link Inbox} promises; `makeStores` gives empty ones each time. */
export function inboxContract(makeStores: () => Promise<BillingStores>): readonly ContractCase[] {
  return [...RECEIVING, ...CLAIMING, ...INBOX_TURNS, ...INBOX_SETTLING, ...UNMATCHED, ...FORGETTING].map(
    ({ title, run }) => ({
      title,
      run: async () => {
        const stores = await makeStores();
        await run(stores.inbox, stores);
      },
    }),
  );
}

const RECEIVING: readonly InboxRule[] = [
  {
    title: 'answers a stored event as it came',
    async run(inbox) {
      const event = eventOf('evt_1', { needsHandlers: true, sealedBody: 'sealed – é' });
      expectEqual(await inbox.receive(STORE_SCOPE, event), 'stored', 'receipt');
      expectEqual(await claimEvents(inbox), [{ ...event, attempts: 0, claimedUntil: CLAIM_END }], 'claimed');
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
        (await claimEvents(inbox)).map((event) => event.sealedBody),
        [first],
        'bodies',
      );
    },
  },
  {
    title: 'knows a duplicate of an event that is done',
    async run(inbox) {
      await inbox.receive(STORE_SCOPE, eventOf('evt_1'), CLAIM_END);
      await settleEvent(inbox, 'evt_1', { kind: 'observed' });
      expectEqual(await inbox.receive(STORE_SCOPE, eventOf('evt_1')), 'duplicate', 'receipt');
      expectEqual(await claimedEventIds(inbox), [], 'claimable');
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
        expectEqual(await inbox.receive(scope, eventOf('evt_1'), CLAIM_END), 'stored', 'receipt');
      }
      await settleEvent(inbox, 'evt_1', { kind: 'observed' });
      const wish = { now: CLAIM_END, limit: 10, leaseMs: 1 };
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
      expectEqual(await claimedEventIds(inbox), [], 'claimable');
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
      expectEqual(await claimedEventIds(inbox, { limit: 3 }), order.slice(0, 3), 'first claim');
      expectEqual(await claimedEventIds(inbox, { limit: 3 }), order.slice(3), 'second claim');
    },
  },
  {
    title: 'gives a claimed event to nobody else until its lease is over',
    async run(inbox) {
      await inbox.receive(STORE_SCOPE, eventOf('evt_1'));
      const claims = await Promise.all([claimedEventIds(inbox), claimedEventIds(inbox)]);
      expectEqual(claims.flat(), ['evt_1'], 'two claims at once');
      expectEqual(await claimedEventIds(inbox, { now: STORE_NOW + MINUTE_MS - 1 }), [], 'within the lease');
      expectEqual(await claimedEventIds(inbox, { now: STORE_NOW + MINUTE_MS }), ['evt_1'], 'after the lease');
    },
  },
  {
    title: 'gives an event that is stored under claim to nobody until the claim is over',
    async run(inbox) {
      await inbox.receive(STORE_SCOPE, eventOf('evt_1'), CLAIM_END);
      expectEqual(await inbox.receive(STORE_SCOPE, eventOf('evt_1'), CLAIM_END + 1), 'duplicate', 'receipt');
      expectEqual(await claimedEventIds(inbox, { now: CLAIM_END - 1 }), [], 'within the claim');
      expectEqual(await claimedEventIds(inbox, { now: CLAIM_END }), ['evt_1'], 'after it');
    },
  },
  {
    title: 'gives released claims again at once',
    async run(inbox) {
      await inbox.receive(STORE_SCOPE, eventOf('evt_1'));
      await claimEvents(inbox);
      await inbox.release({ ...STORE_SCOPE, app: 'other' });
      expectEqual(await claimedEventIds(inbox), [], 'another app’s release');
      await inbox.release(STORE_SCOPE);
      expectEqual(await claimedEventIds(inbox), ['evt_1'], 'after the release');
    },
  },
];

const UNMATCHED: readonly InboxRule[] = [
  {
    title: 'keeps an unmatched event until its customer is mapped, then gives it',
    async run(inbox, { billing }) {
      await inbox.receive(STORE_SCOPE, eventOf('evt_1'));
      await claimEvents(inbox);
      await settleEvent(inbox, 'evt_1', { kind: 'unmatched' });
      expectEqual(await claimedEventIds(inbox), [], 'before the mapping');
      await mapCustomer(billing);
      expectEqual(await claimedEventIds(inbox), ['evt_1'], 'after the mapping');
    },
  },
  {
    title: 'lets the handlers of an unmatched event run all the same',
    async run(inbox) {
      await inbox.receive(STORE_SCOPE, eventOf('evt_1', { needsHandlers: true }), CLAIM_END);
      await settleEvent(inbox, 'evt_1', { kind: 'unmatched' });
      expectEqual(await claimedEventIds(inbox, { now: CLAIM_END }), ['evt_1'], 'with handlers to run');
      await settleEvent(inbox, 'evt_1', { kind: 'handled' }, CLAIM_END + MINUTE_MS);
      const [left] = await claimEvents(inbox, { now: CLAIM_END });
      if (left) await settleEvent(inbox, 'evt_1', { kind: 'unmatched' }, left.claimedUntil);
      expectEqual(
        await claimedEventIds(inbox, { now: CLAIM_END + 2 * MINUTE_MS }),
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
        await inbox.receive(STORE_SCOPE, eventOf(eventId, { receivedAt }), CLAIM_END);
      }
      await settleEvent(inbox, 'evt_done', { kind: 'observed' });
      for (const eventId of ['evt_unmatched', 'evt_young'])
        await settleEvent(inbox, eventId, { kind: 'unmatched' });
      await inbox.dropBodies(STORE_SCOPE, STORE_NOW);
      for (const eventId of ids)
        expectEqual(await inbox.receive(STORE_SCOPE, eventOf(eventId)), 'duplicate', eventId);
      await mapCustomer(billing);
      const bodies = Object.fromEntries(
        (await claimEvents(inbox, { now: CLAIM_END })).map((event) => [event.eventId, event.sealedBody]),
      );
      const expected = { evt_unmatched: '', evt_open: 'sealed evt_open', evt_young: 'sealed evt_young' };
      expectEqual(bodies, expected, 'bodies');
    },
  },
];
