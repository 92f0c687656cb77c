/** How the inbox shares HubSpot's events out among portals. */
import type { Inbox } from '../billing/ports/inbox.js';
import { MINUTE_MS } from '../kernel/instant.js';
import type { BillingStores } from './billing-stores.js';
import { expectEqual } from './contract-case.js';
import { settleEvent } from './inbox-steps.js';
import { eventOf, STORE_NOW, STORE_SCOPE } from './store-wishes.js';

/** A promise of the inbox and how it is tried. */
export interface InboxRule {
  readonly title: string;
  readonly run: (inbox: Inbox, stores: BillingStores) => Promise<void>;
}

/** An event of HubSpot's about a portal. */
async function receiveFor(inbox: Inbox, portalId: string, eventId: string): Promise<void> {
  await inbox.receive(
    STORE_SCOPE,
    eventOf(eventId, { portalId, customerId: null, needsObservation: false, needsHandlers: true }),
  );
}

async function turnAfter(inbox: Inbox, after: string | null, now = STORE_NOW): Promise<string | null> {
  const event = await inbox.claimTurn(STORE_SCOPE, { after, now, leaseMs: MINUTE_MS });
  return event && `${event.portalId} ${event.eventId}`;
}

/** The promises about portals’ turns; a part of the inbox’s suite. */
export const INBOX_TURNS: readonly InboxRule[] = [
  {
    title:
      'gives each portal its turn, however many events another one has, and never two of one portal at once',
    async run(inbox) {
      for (const eventId of ['a1', 'a2', 'a3']) await receiveFor(inbox, '1', eventId);
      await receiveFor(inbox, '2', 'b1');
      expectEqual(await turnAfter(inbox, null), '1 a1', 'the first turn');
      expectEqual(await turnAfter(inbox, null), '2 b1', 'while portal 1 is worked for');
      expectEqual(await turnAfter(inbox, null), null, 'while both are');
      await settleEvent(inbox, 'a1', { kind: 'handled' });
      expectEqual(await turnAfter(inbox, '1'), null, 'behind the last portal');
      expectEqual(await turnAfter(inbox, null), '1 a2', 'the next round');
      expectEqual(await turnAfter(inbox, '1', STORE_NOW + MINUTE_MS), '2 b1', 'after the lease');
    },
  },
  {
    title: 'shares one turn out once, and leaves the provider’s events out of it',
    async run(inbox) {
      await inbox.receive(STORE_SCOPE, eventOf('evt_1'));
      await receiveFor(inbox, '1', 'a1');
      const turns = await Promise.all([turnAfter(inbox, null), turnAfter(inbox, null)]);
      expectEqual(turns.filter(Boolean), ['1 a1'], 'two at once');
      const claimed = await inbox.claim(STORE_SCOPE, { now: STORE_NOW, limit: 10, leaseMs: MINUTE_MS });
      expectEqual(
        claimed.map((event) => event.eventId),
        ['evt_1'],
        'the provider’s',
      );
    },
  },
  {
    title: 'gives a portal’s other events while a failed one waits',
    async run(inbox) {
      for (const eventId of ['a1', 'a2']) await receiveFor(inbox, '1', eventId);
      await turnAfter(inbox, null);
      const retryAt = STORE_NOW + MINUTE_MS;
      await settleEvent(inbox, 'a1', { kind: 'failed', reason: 'why', retryAt });
      expectEqual(await turnAfter(inbox, null), '1 a2', 'the next one');
      await settleEvent(inbox, 'a2', { kind: 'handled' });
      expectEqual(await turnAfter(inbox, null), null, 'too early');
      expectEqual(await turnAfter(inbox, null, retryAt), '1 a1', 'when its time has come');
    },
  },
  {
    title: 'counts what a portal had skipped, and never gives it again',
    async run(inbox) {
      for (const eventId of ['a1', 'a2']) await receiveFor(inbox, '1', eventId);
      const key = { ...STORE_SCOPE, portalId: '1' };
      expectEqual(await inbox.skippedOf(key), 0, 'before');
      for (const eventId of ['a1', 'a2']) {
        await turnAfter(inbox, null);
        await settleEvent(inbox, eventId, { kind: 'skipped', reason: 'PAYMENT_REQUIRED' });
      }
      expectEqual(await inbox.skippedOf(key), 2, 'skipped');
      expectEqual(await inbox.skippedOf({ ...key, portalId: '2' }), 0, 'another portal’s');
      expectEqual(await turnAfter(inbox, null, STORE_NOW + MINUTE_MS), null, 'claimable');
    },
  },
];
