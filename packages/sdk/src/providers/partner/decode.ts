/**
 * What a partner's genuine webhook says: `{ type, timestamp, data: { portalId, grantId, plan, until?, reason? } }`. It never throws for what the
 * partner wrote: sending it again would change nothing, so that somebody must be told instead. Problems name a field, never what was in it.
 */
import type { PartnerMessage, PartnerNews } from '../../billing/ports/partner-provider.js';
import { fieldsOf } from '../../kernel/fields.js';
import { parsePortalId } from '../../kernel/ids.js';
import { SECOND_MS, type Instant } from '../../kernel/instant.js';
import { isGrantEventType, type GrantEventType } from './event-types.js';
import { SIGNATURE_TOLERANCE_SECONDS } from './signature.js';

type Fields = Readonly<Record<string, unknown>>;

/** A type as it is shown and kept; anything else is no type. */
const TYPE = /^[\w.-]{1,100}$/;
/** One line without control characters; `/` parts the partner's name from its ids. */
const LINE = /^\P{Cc}+$/u;
/** RFC 3339 with its zone: a time without one means another instant on every machine. */
const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;
const LONGEST_ID = 80;
const LONGEST_REASON = 300;

/** Reads the message. */
export function decode(message: PartnerMessage): PartnerNews {
  const event = jsonFields(message.body);
  if (event === null) return unreadable('the body is no JSON object');
  const { type } = event;
  if (typeof type !== 'string' || !TYPE.test(type)) return unreadable('"type" is missing or no event type');
  if (!isGrantEventType(type)) return { kind: 'ignored', type };
  try {
    return readGrant(message, type, event);
  } catch (error) {
    if (error instanceof Unreadable) return unreadable(error.message);
    throw error;
  }
}

function readGrant({ partner, arrivedAt }: PartnerMessage, type: GrantEventType, event: Fields): PartnerNews {
  const data = fieldsOf(event.data);
  const portalId = parsePortalId(data.portalId);
  if (portalId === null) throw new Unreadable('"data.portalId" is no HubSpot portal id');
  const isRevoked = type === 'grant.revoked';
  return {
    kind: 'grantChanged',
    type,
    portalId,
    grantId: readLine(data.grantId, 'data.grantId'),
    toldAt: readTold(event.timestamp, arrivedAt),
    reason: reasonOf(data.reason) ?? `told by partner ${partner}`,
    terms: isRevoked ? null : { plan: readLine(data.plan, 'data.plan'), until: readEnd(data.until) },
  };
}

/** A time to come would make everything the partner says until then look old. */
function readTold(value: unknown, arrivedAt: Instant): Instant {
  const at = readInstant(value, 'timestamp');
  if (at <= arrivedAt + SIGNATURE_TOLERANCE_SECONDS * SECOND_MS) return at;
  throw new Unreadable('"timestamp" lies in the future');
}

function readEnd(value: unknown): Instant | null {
  return value === undefined || value === null ? null : readInstant(value, 'data.until');
}

function readInstant(value: unknown, name: string): Instant {
  const at = typeof value === 'string' && RFC_3339.test(value) ? Date.parse(value) : NaN;
  if (Number.isFinite(at)) return at;
  throw new Unreadable(`"${name}" is no RFC 3339 time with a zone, such as "2027-06-30T00:00:00Z"`);
}

function readLine(value: unknown, name: string): string {
  if (typeof value === 'string' && value.length <= LONGEST_ID && LINE.test(value) && value === value.trim()) {
    return value;
  }
  throw new Unreadable(`"${name}" is no line of 1 to ${LONGEST_ID} characters`);
}

/** Access never hangs on a remark: one that cannot be kept as it is is cut to what can. */
function reasonOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const line = value.replace(/\p{Cc}+/gu, ' ').trim();
  return line === '' ? null : Array.from(line).slice(0, LONGEST_REASON).join('');
}

function jsonFields(body: string): Fields | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
  } catch {
    return null;
  }
}

/** Why a message says nothing that could be followed; stays within this file. */
class Unreadable extends Error {}

function unreadable(problem: string): PartnerNews {
  return { kind: 'unreadable', type: 'unreadable', problem };
}
