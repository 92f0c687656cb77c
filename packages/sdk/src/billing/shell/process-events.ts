/**
 * Works off the stored webhooks of the provider and of partners: the provider's cause an observation when they are about billing, and run the author's
 * own handlers; a partner's change its grant. Within one process, however many webhooks start it: so many customers are worked on at the same time, and
 * so many handlers run; what has come for a customer is observed once; its handlers run one after the other, in the order the events were taken up; and
 * nobody's observation waits for anybody's handlers. What waits longer than half its lease is left: it comes again. Between processes only the claims keep two from one event, and the versions two from one account.
 */
import type { PortalId } from '../../kernel/ids.js';
import { createTurns, type Turns } from '../../kernel/turns.js';
import { accountKey, type BillingEngine } from '../billing-engine.js';
import type { ClaimedEvent } from '../ports/inbox.js';
import { applyPartnerEvent, isPartnerEvent } from './apply-partner-event.js';
import { EVENT_LEASE_MS, isLeaseLong } from './event-lease.js';
import { failEvent } from './fail-event.js';
import { isMeterErrorReport } from './is-meter-error-report.js';
import { noteMeterErrors } from './note-meter-errors.js';
import { noteReversal } from './note-reversal.js';
import { observeClosing } from './observe.js';
import { runEventHandlers } from './run-event-handlers.js';

/** Customers that are read at the provider at the same time: fewer than the 25 reads a second Stripe allows in test mode, with room for others. */
export const EVENT_LANES = 16;
const BATCH = 50;

/** Works off every event whose time has come; returns how many were taken. */
export async function processEvents(engine: BillingEngine): Promise<number> {
  let taken = 0;
  for (;;) {
    const wish = { now: engine.clock.now(), limit: BATCH, leaseMs: EVENT_LEASE_MS };
    const events = await engine.inbox.claim(engine.scope, wish);
    await processClaimed(engine, events);
    taken += events.length;
    if (events.length < BATCH) return taken;
  }
}

/** Works off events this process has claimed. Throws when the store fails; what is left then comes again when its lease is over. */
export async function processClaimed(engine: BillingEngine, events: readonly ClaimedEvent[]): Promise<void> {
  const turns = engine.eventTurns ?? createTurns(EVENT_LANES);
  const groups = Array.from(byCustomer(events), (group) => processGroup(engine, turns, group));
  for (const outcome of await Promise.allSettled(groups)) {
    if (outcome.status === 'rejected') throw outcome.reason as Error;
  }
}

/** Each customer's events in order, and partners' about one portal; any other has nothing to do with the rest. */
function byCustomer(events: readonly ClaimedEvent[]): ReadonlyMap<string, readonly ClaimedEvent[]> {
  const groups = new Map<string, ClaimedEvent[]>();
  for (const event of events) {
    const whose = whoseIs(event);
    groups.set(whose, [...(groups.get(whose) ?? []), event]);
  }
  return groups;
}

function whoseIs(event: ClaimedEvent): string {
  const { eventId, customerId } = event;
  if (customerId !== null) return `customer ${customerId}`;
  return isPartnerEvent(event) ? `portal ${eventId.slice(eventId.lastIndexOf(':') + 1)}` : `event ${eventId}`;
}

async function processGroup(
  engine: BillingEngine,
  turns: Turns,
  [whose, events]: readonly [string, readonly ClaimedEvent[]],
): Promise<void> {
  const take = (all: readonly ClaimedEvent[]) => takeIntoAccount(engine, all);
  const ready = await turns.together(whose, events, (all) =>
    all.some(isPartnerEvent) ? take(all) : turns.inLane(() => take(all)),
  );
  const handled = events.filter(({ eventId, needsHandlers }) => needsHandlers && ready.has(eventId));
  if (handled.length === 0) return;
  await turns.inOrder(whose, async () => {
    for (const event of handled) {
      await turns.inAuthorsLane(async () => {
        if (isLeaseLong(engine, event)) await attempt(engine, event, () => runEventHandlers(engine, event));
      });
    }
  });
}

/** Makes the account say what the events hint at; answers which of them the author's handlers may see now. */
async function takeIntoAccount(
  engine: BillingEngine,
  events: readonly ClaimedEvent[],
): Promise<ReadonlySet<string>> {
  const ready = new Set<string>();
  const observed = new Map<PortalId, readonly string[]>();
  for (const event of events) {
    if (!isLeaseLong(engine, event)) continue; // it comes again when the lease is over
    const isDone = await attempt(engine, event, async () => {
      if (isPartnerEvent(event)) return applyPartnerEvent(engine, event);
      if (event.needsHandlers) await noteReversal(engine, event);
      if (isMeterErrorReport(engine, event.type)) await noteMeterErrors(engine, event);
      if (event.needsObservation) await settleObservation(engine, event, observed);
    });
    if (isDone && !isPartnerEvent(event)) ready.add(event.eventId);
  }
  return ready;
}

async function attempt(
  engine: BillingEngine,
  event: ClaimedEvent,
  work: () => Promise<void>,
): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    await failEvent(engine, event, error);
    return false;
  }
}

/**
 * The observation's own commit closes the event; one whose customer nobody knows waits for a mapping. All of them were stored before the first
 * observation, so that one read of a portal's customer answers for all.
 */
async function settleObservation(
  engine: BillingEngine,
  event: ClaimedEvent,
  observed: Map<PortalId, readonly string[]>,
): Promise<void> {
  const portalId = event.customerId && (await engine.store.portalOf(engine.scope, event.customerId));
  if (!portalId) return engine.inbox.settle(engine.scope, event, { kind: 'unmatched' });
  const closed = observed.get(portalId) ?? (await closeByObserving(engine, portalId));
  observed.set(portalId, closed);
  if (!closed.includes(event.eventId)) await engine.inbox.settle(engine.scope, event, { kind: 'observed' });
}

async function closeByObserving(engine: BillingEngine, portalId: PortalId): Promise<readonly string[]> {
  return (await observeClosing(engine, accountKey(engine, portalId))).closedEventIds;
}
