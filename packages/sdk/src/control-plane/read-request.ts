/** Requests come from authors' code and over the wire: whatever is wrong with one is said before anything is read or written. */
import type { MappedSubscription, MappingObservation } from '../contract/control-plane.js';
import { ENTITLEMENT_STATUSES } from '../contract/entitlement.js';
import { fieldsOf, isRecord } from '../kernel/fields.js';
import { HsxError } from '../kernel/hsx-error.js';
import { parsePortalId, type CustomerId, type PortalId } from '../kernel/ids.js';
import { MINUTE_MS, type Instant } from '../kernel/instant.js';

/** A mapping's request, read. */
export interface ReadMapping {
  readonly portalId: PortalId;
  readonly customerId: CustomerId;
  readonly adminEmail?: string;
  readonly subscription?: MappedSubscription;
}

/** How far an observation may be ahead of our clock. */
const AHEAD_MS = 5 * MINUTE_MS;
const LONGEST = 255;

/** Throws REQUEST_INVALID. */
export function readMappingWish(request: unknown): ReadMapping {
  const { portalId, customerId, adminEmail, subscription } = fieldsOf(request);
  return {
    portalId: readPortal(portalId),
    customerId: readText(customerId, 'customerId'),
    ...(adminEmail === undefined ? {} : { adminEmail: readText(adminEmail, 'adminEmail') }),
    ...(subscription === undefined ? {} : { subscription: readMapped(subscription) }),
  };
}

/** Throws REQUEST_INVALID. */
export function readWhose(
  request: unknown,
): { readonly portalId: PortalId } | { readonly customerId: CustomerId } {
  const { portalId, customerId } = fieldsOf(request);
  if (portalId !== undefined && customerId !== undefined)
    throw invalid('portalId and customerId were both given');
  return customerId === undefined
    ? { portalId: readPortal(portalId) }
    : { customerId: readText(customerId, 'customerId') };
}

/** Throws REQUEST_INVALID. */
export function readObservation(request: unknown, now: Instant): MappingObservation {
  const { customerId, observedAt } = fieldsOf(request);
  const at = readInstant(observedAt, 'observedAt');
  if (at > now + AHEAD_MS)
    throw invalid('observedAt is more than five minutes ahead of the control plane’s clock');
  return { ...readSubscription(request), customerId: readText(customerId, 'customerId'), observedAt: at };
}

function readSubscription(value: unknown): MappedSubscription {
  if (!isRecord(value)) throw invalid('subscription is no object');
  const { plan, status, subscriptionId, trialEndsAt } = value;
  const known = ENTITLEMENT_STATUSES.find((each) => each === status);
  if (known === undefined) throw invalid(`status must be one of ${ENTITLEMENT_STATUSES.join(', ')}`);
  return {
    plan: readText(plan, 'plan'),
    status: known,
    ...(isMissing(subscriptionId) ? {} : { subscriptionId: readText(subscriptionId, 'subscriptionId') }),
    ...(isMissing(trialEndsAt) ? {} : { trialEndsAt: readInstant(trialEndsAt, 'trialEndsAt') }),
  };
}

/** A mapping's subscription, with when it was seen where the request says so. */
function readMapped(value: unknown): MappedSubscription {
  const { observedAt } = fieldsOf(value);
  const subscription = readSubscription(value);
  return isMissing(observedAt)
    ? subscription
    : { ...subscription, observedAt: readInstant(observedAt, 'observedAt') };
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}

function readPortal(value: unknown): PortalId {
  const portalId = parsePortalId(value);
  if (portalId) return portalId;
  throw invalid('portalId must be a HubSpot portal id, such as "51200417"');
}

function readText(value: unknown, name: string): string {
  const isText = typeof value === 'string' && /^[^\p{Cc}]+$/u.test(value) && value.trim() === value;
  if (isText && value.length <= LONGEST) return value;
  throw invalid(`${name} must be one line of 1 to ${LONGEST} characters`);
}

function readInstant(value: unknown, name: string): Instant {
  if (Number.isSafeInteger(value) && (value as number) > 0) return value as number;
  throw invalid(`${name} must be an instant in unix milliseconds`);
}

function invalid(why: string): HsxError {
  return new HsxError({
    code: 'REQUEST_INVALID',
    message: `The request was refused: ${why}.`,
    hint: 'Correct the request; nothing was changed.',
  });
}
