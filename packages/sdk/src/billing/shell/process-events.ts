/**
 * Works off stored webhooks: an observation for those about billing, the author's own handlers for all. A failure is tried again with
 * backoff and ends, after about two days, as a dead letter with an alert; it never reaches the provider as an error.
 */
import type { PortalId } from '../../kernel/ids.js';
import { HOUR_MS, SECOND_MS } from '../../kernel/instant.js';
import { accountKey, type BillingEngine } from '../billing-engine.js';
import type { ClaimedEvent, EventResult } from '../ports.js';
import { observe } from './observe.js';
import { openStoredPayload } from './store-event.js';

const BATCH = 50;
const LEASE_MS = 60 * SECOND_MS;
const FIRST_RETRY_MS = 5 * SECOND_MS;
const MAX_RETRY_MS = 6 * HOUR_MS;
/** 5 s doubling to six hours: the last try is about two days after the first. */
const MAX_ATTEMPTS = 20;

/** Works off every event whose time has come; returns how many were taken. */
export async function processEvents(engine: BillingEngine): Promise<number> {
  let taken = 0;
  for (;;) {
    const now = engine.clock.now();
    const events = await engine.inbox.claim(engine.scope, { now, limit: BATCH, leaseMs: LEASE_MS });
    const observed = new Set<PortalId>();
    for (const event of events) await processEvent(engine, event, observed);
    taken += events.length;
    if (events.length < BATCH) return taken;
  }
}

async function processEvent(
  engine: BillingEngine,
  event: ClaimedEvent,
  observed: Set<PortalId>,
): Promise<void> {
  const logger = engine.logger.with({ eventId: event.eventId, eventType: event.type });
  try {
    if (event.needsObservation) await settleObservation(engine, event, observed);
    if (event.needsHandlers) await runHandlers(engine, event);
  } catch (error) {
    const result = failure(engine, event);
    logger.log(result.kind === 'dead' ? 'error' : 'warn', 'webhook processing failed', {
      error,
      outcome: result.kind,
    });
    if (result.kind === 'dead') await giveUp(engine, event);
    await engine.inbox.settle(engine.scope, event.eventId, result);
  }
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

async function runHandlers(engine: BillingEngine, event: ClaimedEvent): Promise<void> {
  await engine.eventHandlers?.(await openStoredPayload(engine, event), event);
  await engine.inbox.settle(engine.scope, event.eventId, { kind: 'handled' });
}

function failure(engine: BillingEngine, event: ClaimedEvent): EventResult {
  const attempts = event.attempts + 1;
  if (attempts >= MAX_ATTEMPTS) return { kind: 'dead', reason: 'failed too often' };
  const waitMs = Math.min(FIRST_RETRY_MS * 2 ** event.attempts, MAX_RETRY_MS);
  return { kind: 'failed', reason: 'processing failed', retryAt: engine.clock.now() + waitMs };
}

/** What the event was a hint of is not given up with it: the ticker asks the provider every hour until it answers. */
async function giveUp(engine: BillingEngine, event: ClaimedEvent): Promise<void> {
  const { needsObservation, customerId } = event;
  const portalId = needsObservation && customerId && (await engine.store.portalOf(engine.scope, customerId));
  if (portalId) await engine.store.reschedule(accountKey(engine, portalId), engine.clock.now());
  await alertDeadLetter(engine, event);
}

async function alertDeadLetter(engine: BillingEngine, event: ClaimedEvent): Promise<void> {
  const effect = {
    kind: 'raiseAlert',
    key: `dead-letter:${event.eventId}`,
    alert: 'dead_letter',
    message: `Webhook ${event.eventId} (${event.type}) could not be processed in ${MAX_ATTEMPTS} tries. Run \`hs-x billing replay\` when the cause is mended.`,
  } as const;
  await engine.outbox.add(engine.scope, { portalId: null, effect, now: engine.clock.now() });
}
