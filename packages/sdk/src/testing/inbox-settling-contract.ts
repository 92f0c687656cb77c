/** What the inbox promises of the end of an event: who may say it, and what it means. A part of the inbox’s suite. */
import type { EventResult } from '../billing/ports/inbox.js';
import { buildCustomer } from './build-account.js';
import { expectEqual } from './contract-case.js';
import { claimEvents, claimedEventIds, CLAIM_END, HANDLERS_ONLY, settleEvent } from './inbox-steps.js';
import type { InboxRule } from './inbox-turns-contract.js';
import { MINUTE_MS } from '../kernel/instant.js';
import { changeOf, eventOf, mapCustomer, STORE_NOW, STORE_SCOPE } from './store-wishes.js';

/** The promises about settling. */
export const INBOX_SETTLING: readonly InboxRule[] = [
  {
    title: 'keeps an event open until both its observation and its handlers are done, in either order',
    async run(inbox) {
      const orders: readonly (readonly EventResult[])[] = [
        [{ kind: 'observed' }, { kind: 'handled' }],
        [{ kind: 'handled' }, { kind: 'observed' }],
      ];
      for (const [index, [first, second]] of orders.entries()) {
        const eventId = `evt_${index}`;
        const receivedAt = STORE_NOW + index * MINUTE_MS;
        const again = receivedAt + MINUTE_MS;
        const event = eventOf(eventId, { needsHandlers: true, receivedAt });
        await inbox.receive(STORE_SCOPE, event, again);
        await settleEvent(inbox, eventId, first ?? { kind: 'observed' }, again);
        expectEqual(await claimedEventIds(inbox, { now: again }), [eventId], 'half done');
        await settleEvent(inbox, eventId, second ?? { kind: 'handled' }, again + MINUTE_MS);
        expectEqual(await claimedEventIds(inbox, { now: again + 2 * MINUTE_MS }), [], 'done');
      }
    },
  },
  {
    title: 'gives a failed event again when its time comes, with the failures counted',
    async run(inbox) {
      await inbox.receive(STORE_SCOPE, eventOf('evt_1', HANDLERS_ONLY), CLAIM_END);
      await settleEvent(inbox, 'evt_1', { kind: 'failed', reason: 'why', retryAt: STORE_NOW + 5 });
      expectEqual(await claimedEventIds(inbox, { now: STORE_NOW + 4 }), [], 'too early');
      const [event] = await claimEvents(inbox, { now: STORE_NOW + 5 });
      expectEqual(event?.attempts, 1, 'attempts');
    },
  },
  {
    title: 'never gives a dead event again, but an observation still closes it',
    async run(inbox, { billing }) {
      await mapCustomer(billing);
      await inbox.receive(STORE_SCOPE, eventOf('evt_1'), CLAIM_END);
      await settleEvent(inbox, 'evt_1', { kind: 'dead', reason: 'why' });
      expectEqual(await claimedEventIds(inbox, { now: CLAIM_END }), [], 'claimable');
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
      await inbox.receive(STORE_SCOPE, eventOf('evt_1'), CLAIM_END);
      await settleEvent(inbox, 'evt_1', { kind: 'observed' });
      await settleEvent(inbox, 'evt_1', { kind: 'failed', reason: 'late', retryAt: STORE_NOW });
      await settleEvent(inbox, 'evt_1', { kind: 'unmatched' });
      expectEqual(await claimedEventIds(inbox, { now: CLAIM_END }), [], 'claimable');
    },
  },
  {
    title: 'takes no word from whose claim has lapsed once another one has the event, and takes that one’s',
    async run(inbox) {
      const late = [
        { kind: 'handled' },
        { kind: 'failed', reason: 'late', retryAt: STORE_NOW },
        { kind: 'dead', reason: 'late' },
      ] as const;
      await inbox.receive(STORE_SCOPE, eventOf('evt_1', HANDLERS_ONLY), CLAIM_END);
      const [second] = await claimEvents(inbox, { now: CLAIM_END });
      for (const result of late) await settleEvent(inbox, 'evt_1', result);
      expectEqual(await claimedEventIds(inbox, { now: CLAIM_END + 1 }), [], 'while the second one has it');
      const [third] = await claimEvents(inbox, { now: CLAIM_END + MINUTE_MS });
      expectEqual([third?.eventId, third?.attempts], ['evt_1', 0], 'when the second claim has lapsed');
      await settleEvent(inbox, 'evt_1', { kind: 'handled' }, second?.claimedUntil);
      expectEqual(
        await claimedEventIds(inbox, { now: CLAIM_END + 2 * MINUTE_MS }),
        ['evt_1'],
        'after the second’s word',
      );
      await settleEvent(inbox, 'evt_1', { kind: 'handled' }, CLAIM_END + 3 * MINUTE_MS);
      expectEqual(
        await claimedEventIds(inbox, { now: CLAIM_END + 9 * MINUTE_MS }),
        [],
        'after the last one’s',
      );
    },
  },
  {
    title: 'still takes the word of a claim that has lapsed and that nobody has followed',
    async run(inbox) {
      await inbox.receive(STORE_SCOPE, eventOf('evt_1', HANDLERS_ONLY), CLAIM_END);
      await settleEvent(inbox, 'evt_1', { kind: 'handled' });
      expectEqual(await claimedEventIds(inbox, { now: CLAIM_END + MINUTE_MS }), [], 'claimable');
    },
  },
];
