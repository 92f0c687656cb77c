import { DRILL_EVENT_TYPE } from '../../contract/admin/admin-secrets.js';
import type { BillingEngine } from '../billing-engine.js';
import type { ClaimedEvent, InboxEvent } from '../ports/inbox.js';
import type { ProviderEvent } from '../ports/payment-provider.js';
import { EVENT_LEASE_MS } from './event-lease.js';
import { isMeterErrorReport } from './is-meter-error-report.js';
import { isNotedReversal } from './is-noted-reversal.js';

/** What became of a webhook. */
export interface Receipt {
  readonly receipt: 'stored' | 'duplicate';
  /** The event under a claim of this process, which works it off next; null: whoever claims it does. */
  readonly claimed: ClaimedEvent | null;
}

/** Stores a genuine event durably, body encrypted, for whoever claims it. */
export async function storeEvent(
  engine: BillingEngine,
  event: ProviderEvent,
): Promise<'stored' | 'duplicate'> {
  return engine.inbox.receive(engine.scope, await inboxEventOf(engine, event));
}

/** The same before anybody is told that it arrived, and claims it in the same write where this process goes on with it. */
export async function storeWebhook(engine: BillingEngine, event: ProviderEvent): Promise<Receipt> {
  return receiveWebhook(engine, await inboxEventOf(engine, event));
}

/** The same for an event that is ready for the inbox. */
export async function receiveWebhook(engine: BillingEngine, event: InboxEvent): Promise<Receipt> {
  const { inbox, scope, clock, eventTurns } = engine;
  if (eventTurns === null) return { receipt: await inbox.receive(scope, event), claimed: null };
  const claimedUntil = clock.now() + EVENT_LEASE_MS;
  const receipt = await inbox.receive(scope, event, claimedUntil);
  return { receipt, claimed: receipt === 'stored' ? { ...event, attempts: 0, claimedUntil } : null };
}

async function inboxEventOf(engine: BillingEngine, event: ProviderEvent): Promise<InboxEvent> {
  return {
    eventId: event.eventId,
    type: event.type,
    portalId: null,
    customerId: event.customerId,
    receivedAt: engine.clock.now(),
    sealedBody: await sealPayload(engine, event),
    needsObservation: event.isAboutBilling && event.customerId !== null && !engine.rules.isHandWired,
    needsHandlers: isForHandlers(engine, event.type),
  };
}

/** A drill is ours: no author's handler is to take it for the provider's. */
function isForHandlers(engine: BillingEngine, type: string): boolean {
  if (type === DRILL_EVENT_TYPE) return false;
  return engine.hasEventHandlers || isNotedReversal(engine, type) || isMeterErrorReport(engine, type);
}

/** The payload as it is kept: nobody who reads the database reads it. */
export async function sealPayload(
  engine: BillingEngine,
  { eventId, payload }: { readonly eventId: string; readonly payload: unknown },
): Promise<string> {
  return engine.encryption.seal(JSON.stringify(payload), bodyContext(eventId));
}

/** The payload of a stored event; null when no key opens it any more. */
export async function openStoredPayload(
  engine: BillingEngine,
  event: { eventId: string; sealedBody: string },
): Promise<unknown> {
  const text = await engine.encryption.open(event.sealedBody, bodyContext(event.eventId));
  return text === null ? null : (JSON.parse(text) as unknown);
}

function bodyContext(eventId: string): string {
  return `webhook-body:${eventId}`;
}
