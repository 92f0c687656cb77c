/**
 * Resend's event types end here (https://resend.com/docs/webhooks/event-types and the types of its Node SDK, read 2026-11-21).
 * `email.bounced` is a permanent rejection there; a delay (`email.delivery_delayed`) may still end well and is nothing to act on.
 */
import { EmailError } from '../../email-error.js';
import { plainText } from '../../format/plain-text.js';
import type { Bounce } from '../bounce.js';
import { keyInTags } from './key-tag.js';

/** What a verified webhook says, but for its id; null when it is about no failed mail. Throws WEBHOOK_INVALID. */
export function decodeBounce(body: string): Omit<Bounce, 'eventId'> | null {
  const event = parse(body);
  const data = fieldsOf(event.data);
  const failure = failureOf(event.type, data);
  if (!failure) return null;
  const to: unknown = Array.isArray(data.to) ? data.to[0] : data.to;
  if (typeof to !== 'string' || to === '') throw malformed('it names no receiver');
  return { ...failure, to: plainText(to), ...mailOf(data), ...instantOf(event.created_at) };
}

type Fields = Readonly<Record<string, unknown>>;

function failureOf(type: unknown, data: Fields): Pick<Bounce, 'kind' | 'reason'> | null {
  const bounced = (failure: unknown, otherwise: string) =>
    ({ kind: 'bounced', reason: failureText(failure, otherwise) }) as const;
  switch (type) {
    case 'email.bounced':
      return bounced(data.bounce, 'the receiving server refused it');
    case 'email.suppressed':
      return bounced(data.suppressed, 'held back after an earlier bounce or complaint');
    case 'email.failed':
      return bounced(data.failed, 'the provider could not send it');
    case 'email.complained':
      return { kind: 'complained', reason: 'the receiver reported it as spam' };
    default:
      return null;
  }
}

/** Which mail it was, as far as the webhook says so. */
function mailOf({ from, email_id: id, tags }: Fields): Partial<Bounce> {
  const mailKey = keyInTags(tags);
  return {
    ...(typeof from === 'string' && from !== '' ? { from: plainText(addressIn(from)) } : {}),
    ...(typeof id === 'string' && id !== '' ? { messageId: plainText(id) } : {}),
    ...(mailKey === undefined ? {} : { mailKey }),
  };
}

function instantOf(createdAt: unknown): Partial<Bounce> {
  const occurredAt = typeof createdAt === 'string' ? Date.parse(createdAt) : Number.NaN;
  return Number.isNaN(occurredAt) ? {} : { occurredAt };
}

/** `The Acme team <billing@acme.com>` is sent by the address alone. */
function addressIn(sender: string): string {
  return /<([^<>]+)>\s*$/.exec(sender)?.[1] ?? sender;
}

const MAX_REASON_LENGTH = 300;

/** The provider's own sentence, or ours when it gives none. */
function failureText(failure: unknown, otherwise: string): string {
  const { message, reason } = fieldsOf(failure);
  const told = [message, reason].find((text) => typeof text === 'string' && text.trim() !== '');
  return typeof told === 'string' ? plainText(told).slice(0, MAX_REASON_LENGTH) : otherwise;
}

function parse(body: string): Fields {
  try {
    const event = JSON.parse(body) as unknown;
    if (typeof fieldsOf(event).type === 'string') return fieldsOf(event);
  } catch {
    throw malformed('it is no JSON');
  }
  throw malformed('it has no type');
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function malformed(seen: string): EmailError {
  return new EmailError({
    code: 'WEBHOOK_INVALID',
    message: `A bounce webhook was refused: ${seen}. Allowed: an event as Resend documents it.`,
    hint: "Check that the provider's webhook points at the right address.",
  });
}
