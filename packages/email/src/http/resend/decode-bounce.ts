/**
 * Resend's event types end here (https://resend.com/docs/webhooks/event-types and the types of its Node SDK, read 2026-11-21).
 * `email.bounced` is a permanent rejection there; a delay (`email.delivery_delayed`) may still end well and is nothing to act on.
 */
import { EmailError } from '../../email-error.js';
import { plainText } from '../../format/plain-text.js';
import type { Bounce } from '../bounce.js';
import { keyInTags } from './key-tag.js';

/** What a verified webhook says; null when it is about no failed mail. Throws WEBHOOK_INVALID. */
export function decodeBounce(body: string): Bounce | null {
  const event = parse(body);
  const data = fieldsOf(event.data);
  switch (event.type) {
    case 'email.bounced':
      return bounce({
        kind: 'bounced',
        data,
        reason: failureText(data.bounce, 'the receiving server refused it'),
      });
    case 'email.suppressed':
      return bounce({
        kind: 'bounced',
        data,
        reason: failureText(data.suppressed, 'held back after an earlier bounce or complaint'),
      });
    case 'email.failed':
      return bounce({
        kind: 'bounced',
        data,
        reason: failureText(data.failed, 'the provider could not send it'),
      });
    case 'email.complained':
      return bounce({ kind: 'complained', data, reason: 'the receiver reported it as spam' });
    default:
      return null;
  }
}

type Fields = Readonly<Record<string, unknown>>;

interface Failure {
  readonly kind: Bounce['kind'];
  readonly data: Fields;
  readonly reason: string;
}

function bounce({ kind, data, reason }: Failure): Bounce {
  const to: unknown = Array.isArray(data.to) ? data.to[0] : data.to;
  if (typeof to !== 'string' || to === '') throw malformed('it names no receiver');
  const mailKey = keyInTags(data.tags);
  return { kind, to: plainText(to), ...(mailKey === undefined ? {} : { mailKey }), reason };
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
