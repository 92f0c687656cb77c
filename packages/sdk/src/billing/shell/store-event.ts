import { DRILL_EVENT_TYPE } from '../../contract/admin/admin-secrets.js';
import type { BillingEngine } from '../billing-engine.js';
import type { ProviderEvent } from '../ports/payment-provider.js';
import { isNotedReversal } from './is-noted-reversal.js';

/** Stores a genuine event durably, body encrypted, before anybody is told that it arrived. */
export async function storeEvent(
  engine: BillingEngine,
  event: ProviderEvent,
): Promise<'stored' | 'duplicate'> {
  return engine.inbox.receive(engine.scope, {
    eventId: event.eventId,
    type: event.type,
    portalId: null,
    customerId: event.customerId,
    receivedAt: engine.clock.now(),
    sealedBody: await sealPayload(engine, event),
    needsObservation: event.isAboutBilling && event.customerId !== null && !engine.rules.isHandWired,
    needsHandlers: isForHandlers(engine, event.type),
  });
}

/** A drill is ours: no author's handler is to take it for the provider's. */
function isForHandlers(engine: BillingEngine, type: string): boolean {
  if (type === DRILL_EVENT_TYPE) return false;
  return engine.hasEventHandlers || isNotedReversal(engine, type);
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
