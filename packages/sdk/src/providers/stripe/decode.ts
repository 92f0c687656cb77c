/**
 * What a verified event says, for every API version and both kinds of payload: snapshots (`object: "event"`)
 * carry the changed object, thin notifications (`object: "v2.core.event"`) only name it. Only the customer is
 * taken from it; the rest is read fresh.
 */
import type { ProviderEvent } from '../../billing/ports/payment-provider.js';
import { HsxError } from '../../kernel/hsx-error.js';
import type { CustomerId } from '../../kernel/ids.js';
import { SECOND_MS, type Instant } from '../../kernel/instant.js';
import { isBillingEventType } from './event-types.js';

type Fields = Readonly<Record<string, unknown>>;

/** Reads the event's id, type, time and customer; throws REQUEST_INVALID when it is no event. */
export function decode(payload: unknown): ProviderEvent {
  const event = fieldsOf(payload);
  const eventId = requireText(event, 'id');
  const type = requireText(event, 'type');
  return {
    eventId,
    type,
    customerId: event?.object === 'v2.core.event' ? thinCustomer(event) : snapshotCustomer(event),
    createdAt: createdAt(event?.created),
    isAboutBilling: isBillingEventType(type),
    payload,
  };
}

/**
 * The customer itself, or the one its object belongs to; a detached payment method names it only as the
 * previous one.
 */
function snapshotCustomer(event: Fields | null): CustomerId | null {
  const data = fieldsOf(event?.data);
  const object = fieldsOf(data?.object);
  if (object?.object === 'customer') return idOf(object);
  return idOf(object?.customer) ?? idOf(fieldsOf(data?.previous_attributes)?.customer);
}

/** A thin notification about another object than a customer names no customer; reconciliation covers it. */
function thinCustomer(event: Fields): CustomerId | null {
  const related = fieldsOf(event.related_object);
  return related?.type === 'customer' ? idOf(related) : null;
}

/** The id of a reference, expanded or not. */
function idOf(reference: unknown): string | null {
  const id = typeof reference === 'string' ? reference : fieldsOf(reference)?.id;
  return typeof id === 'string' && id !== '' ? id : null;
}

/** Snapshots say unix seconds, thin notifications RFC 3339 text. */
function createdAt(created: unknown): Instant {
  const at =
    typeof created === 'string'
      ? Date.parse(created)
      : typeof created === 'number'
        ? created * SECOND_MS
        : NaN;
  if (Number.isFinite(at)) return at;
  throw noEvent('"created" is no time');
}

function requireText(event: Fields | null, name: 'id' | 'type'): string {
  const value = event?.[name];
  if (typeof value === 'string' && value !== '') return value;
  throw noEvent(`"${name}" is missing`);
}

function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null ? (value as Fields) : null;
}

function noEvent(what: string): HsxError {
  return new HsxError({
    code: 'REQUEST_INVALID',
    message: `The payload is no Stripe event: ${what}.`,
    hint: 'Send events as Stripe wrote them.',
  });
}
