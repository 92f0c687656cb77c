/**
 * Works off the stored webhooks of the provider and of partners, oldest first: the provider's cause an observation when they are about billing, and
 * run the author's own handlers; a partner's change its grant.
 */
import type { PortalId } from '../../kernel/ids.js';
import { inLanes } from '../../kernel/in-lanes.js';
import { SECOND_MS } from '../../kernel/instant.js';
import { accountKey, type BillingEngine } from '../billing-engine.js';
import type { ClaimedEvent } from '../ports/inbox.js';
import { applyPartnerEvent, isPartnerEvent } from './apply-partner-event.js';
import { failEvent } from './fail-event.js';
import { noteReversal } from './note-reversal.js';
import { observe } from './observe.js';
import { runEventHandlers } from './run-event-handlers.js';

const BATCH = 50;
const LEASE_MS = 60 * SECOND_MS;
/** Customers that are read at the provider at the same time: fewer than the 25 reads a second Stripe allows in test mode, with room for others. */
const LANES = 8;

/** Works off every event whose time has come; returns how many were taken. */
export async function processEvents(engine: BillingEngine): Promise<number> {
  let taken = 0;
  for (;;) {
    const now = engine.clock.now();
    const events = await engine.inbox.claim(engine.scope, { now, limit: BATCH, leaseMs: LEASE_MS });
    const observed = new Set<PortalId>();
    await inLanes(byCustomer(events), LANES, async (group) => {
      for (const event of group) {
        if (engine.clock.now() > now + LEASE_MS / 2) return; // what is left comes again when the lease is over
        await processEvent(engine, event, observed);
      }
    });
    taken += events.length;
    if (events.length < BATCH) return taken;
  }
}

/** Each customer's events in order; those of different customers have nothing to do with each other. */
function byCustomer(events: readonly ClaimedEvent[]): readonly (readonly ClaimedEvent[])[] {
  const groups = new Map<string, ClaimedEvent[]>();
  for (const event of events) {
    const customer = event.customerId ?? '';
    groups.set(customer, [...(groups.get(customer) ?? []), event]);
  }
  return [...groups.values()];
}

async function processEvent(
  engine: BillingEngine,
  event: ClaimedEvent,
  observed: Set<PortalId>,
): Promise<void> {
  try {
    if (isPartnerEvent(event)) await applyPartnerEvent(engine, event);
    else await processProviderEvent(engine, event, observed);
  } catch (error) {
    await failEvent(engine, event, error);
  }
}

async function processProviderEvent(
  engine: BillingEngine,
  event: ClaimedEvent,
  observed: Set<PortalId>,
): Promise<void> {
  if (event.needsHandlers) await noteReversal(engine, event);
  if (event.needsObservation) await settleObservation(engine, event, observed);
  if (event.needsHandlers) await runEventHandlers(engine, event);
}

/**
 * The observation's own commit closes the event; one whose customer nobody knows waits for a mapping. Every event of the batch was
 * stored before the batch's first observation, so that one read of a portal's customer answers for all of them.
 */
async function settleObservation(
  engine: BillingEngine,
  event: ClaimedEvent,
  observed: Set<PortalId>,
): Promise<void> {
  const portalId = event.customerId && (await engine.store.portalOf(engine.scope, event.customerId));
  if (!portalId) return engine.inbox.settle(engine.scope, event.eventId, { kind: 'unmatched' });
  if (!observed.has(portalId)) await observe(engine, accountKey(engine, portalId));
  observed.add(portalId);
  await engine.inbox.settle(engine.scope, event.eventId, { kind: 'observed' });
}
