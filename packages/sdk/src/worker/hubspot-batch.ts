/** HubSpot's webhook batches: up to 100 entries, possibly of many portals, possibly repeated. Each entry is stored once. */
import { processPortalEvents } from '../billing/shell/process-portal-events.js';
import { HsxError } from '../kernel/hsx-error.js';
import { fieldsOf } from '../kernel/fields.js';
import { parsePortalId } from '../kernel/ids.js';
import type { AppParts } from './app-parts.js';
import type { HubspotWebhookEvent } from './trigger-events.js';

/** The inbox type prefix that tells HubSpot's entries from the provider's events. */
export const HUBSPOT_EVENT_PREFIX = 'hubspot.';
/** Documented limit of entries a batch (HubSpot webhooks guide, read 2026-11-20). */
const MAX_ENTRIES = 100;

/** Stores every readable entry and starts working them off. Throws REQUEST_INVALID when the body is no batch. */
export async function acceptHubspotBatch(
  parts: AppParts,
  batch: unknown,
): Promise<{ stored: number; duplicates: number; skipped: number }> {
  if (!Array.isArray(batch) || batch.length > MAX_ENTRIES) throw noBatch(batch);
  const counts = { stored: 0, duplicates: 0, skipped: 0 };
  for (const entry of batch as readonly unknown[]) {
    const event = readEntry(entry);
    if (!event) counts.skipped += 1;
    else if ((await store(parts, event)) === 'stored') counts.stored += 1;
    else counts.duplicates += 1;
  }
  if (counts.stored > 0) parts.background(() => processPortalEvents(parts.engine), 'runWebhooks');
  return counts;
}

async function store(
  { engine, definition }: AppParts,
  event: HubspotWebhookEvent,
): Promise<'stored' | 'duplicate'> {
  const { portalId, subscriptionType, objectId, eventId, occurredAt } = event;
  const id = ['hubspot', portalId, subscriptionType, objectId ?? '', eventId, occurredAt].join(':');
  return engine.inbox.receive(engine.scope, {
    eventId: id,
    type: `${HUBSPOT_EVENT_PREFIX}${subscriptionType}`,
    portalId,
    customerId: null,
    receivedAt: engine.clock.now(),
    sealedBody: await engine.encryption.seal(JSON.stringify(event), `webhook-body:${id}`),
    needsObservation: false,
    needsHandlers: definition.triggers['hubspot.webhook'].length > 0,
  });
}

function readEntry(entry: unknown): HubspotWebhookEvent | null {
  const fields = fieldsOf(entry);
  const { subscriptionType, eventId, occurredAt, objectId } = fields;
  const portalId = parsePortalId(fields.portalId);
  const isReadable =
    typeof subscriptionType === 'string' &&
    typeof eventId === 'number' &&
    typeof occurredAt === 'number' &&
    isScalar(objectId);
  return portalId && isReadable ? { ...fields, portalId, subscriptionType, eventId, occurredAt } : null;
}

/** Whether the value has a text of its own: a list's may be endless and an object's missing. Entries about no object have no id. */
function isScalar(value: unknown): boolean {
  return value === null || ['number', 'string', 'undefined'].includes(typeof value);
}

function noBatch(batch: unknown): HsxError {
  const seen = Array.isArray(batch) ? `an array of ${batch.length}` : typeof batch;
  return new HsxError({
    code: 'REQUEST_INVALID',
    message: `The body is no HubSpot webhook batch: seen ${seen}, allowed an array of at most ${MAX_ENTRIES} entries.`,
    hint: 'Nothing was stored.',
  });
}
