/**
 * What follows when a stored webhook could not be worked off: it is tried again with backoff and ends, after about two days, as a dead letter
 * with an alert. It never reaches the sender as an error.
 */
import type { PortalId } from '../../kernel/ids.js';
import { HOUR_MS, SECOND_MS } from '../../kernel/instant.js';
import { accountKey, type BillingEngine } from '../billing-engine.js';
import type { ClaimedEvent, EventResult } from '../ports/inbox.js';
import { failureWord } from './failure-word.js';

const FIRST_RETRY_MS = 5 * SECOND_MS;
const MAX_RETRY_MS = 6 * HOUR_MS;
/** 5 s doubling to six hours: the last try is about two days after the first. */
const MAX_ATTEMPTS = 20;

/** Notes the failure, and gives the event up when it was the last one. */
export async function failEvent(engine: BillingEngine, event: ClaimedEvent, error: unknown): Promise<void> {
  const result = failure(engine, event);
  engine.logger.log(result.kind === 'dead' ? 'error' : 'warn', 'webhook processing failed', {
    eventId: event.eventId,
    eventType: event.type,
    error,
    outcome: result.kind,
  });
  if (result.kind === 'dead') await giveUp(engine, event, failureWord(error));
  await engine.inbox.settle(engine.scope, event, result);
}

function failure(engine: BillingEngine, event: ClaimedEvent): EventResult {
  const attempts = event.attempts + 1;
  if (attempts >= MAX_ATTEMPTS) return { kind: 'dead', reason: 'failed too often' };
  const waitMs = Math.min(FIRST_RETRY_MS * 2 ** event.attempts, MAX_RETRY_MS);
  return { kind: 'failed', reason: 'processing failed', retryAt: engine.clock.now() + waitMs };
}

/** What the event was a hint of is not given up with it: the ticker asks the provider every hour until it answers. */
async function giveUp(engine: BillingEngine, event: ClaimedEvent, cause: string): Promise<void> {
  const { needsObservation, customerId } = event;
  const ofCustomer = customerId === null ? null : await engine.store.portalOf(engine.scope, customerId);
  if (needsObservation && ofCustomer !== null) {
    await engine.store.reschedule(accountKey(engine, ofCustomer), engine.clock.now());
  }
  await alertDeadLetter(engine, event, { portalId: event.portalId ?? ofCustomer, cause });
}

async function alertDeadLetter(
  engine: BillingEngine,
  event: ClaimedEvent,
  { portalId, cause }: { readonly portalId: PortalId | null; readonly cause: string },
): Promise<void> {
  const portal = portalId === null ? '' : ` for portal ${portalId}`;
  const effect = {
    kind: 'raiseAlert',
    key: `dead-letter:${event.eventId}`,
    alert: 'dead_letter',
    message: `Webhook ${event.eventId} (${event.type})${portal} could not be processed in ${MAX_ATTEMPTS} tries, last with ${cause}. Run \`hs-x billing replay\` when the cause is mended.`,
  } as const;
  await engine.outbox.add(engine.scope, { portalId, effect, now: engine.clock.now() });
}
