import type { BillingEngine } from '../billing-engine.js';
import type { ProviderEvent } from '../ports.js';
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
    sealedBody: await engine.encryption.seal(JSON.stringify(event.payload), bodyContext(event.eventId)),
    needsObservation: event.isAboutBilling && event.customerId !== null && !engine.rules.isHandWired,
    needsHandlers: engine.hasEventHandlers || isNotedReversal(engine, event.type),
  });
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
