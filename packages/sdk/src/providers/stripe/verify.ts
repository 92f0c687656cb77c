import type { WebhookRequest } from '../../billing/ports/webhook-request.js';
import { fromUtf8 } from '../../kernel/bytes.js';
import { HsxError } from '../../kernel/hsx-error.js';
import type { Mode } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import { isNestedTooDeep, MAX_NESTING } from '../../kernel/nesting.js';
import { verifySignature } from './signature.js';

/** What a webhook must agree with. */
export interface Verification {
  readonly secrets: readonly string[];
  readonly mode: Mode;
  readonly wallNow: Instant;
  /** Told of each event that holds: the first secret that fits its signature, and its type. */
  readonly onGenuine?: (secret: string, eventType: unknown) => void;
}

/**
 * The event in the request, once it is proven genuine, fresh and of this deployment's mode. Throws
 * SIGNATURE_INVALID, MODE_MISMATCH, and REQUEST_INVALID when a genuine body is no event.
 */
export async function verify(
  request: WebhookRequest,
  { secrets, mode, wallNow, onGenuine }: Verification,
): Promise<unknown> {
  const { headers, body } = request;
  const secret = await verifySignature({ header: headers.get('stripe-signature'), body, secrets, wallNow });
  const event = parseEvent(body);
  requireMode(event.livemode, mode);
  onGenuine?.(secret, event.type);
  return event;
}

const EVENT_OBJECTS: readonly unknown[] = ['event', 'v2.core.event'];

function parseEvent(body: Uint8Array): Readonly<Record<string, unknown>> {
  const event = parseJson(body);
  if (typeof event !== 'object' || event === null || Array.isArray(event)) {
    throw noEvent('The webhook body is not a JSON object.');
  }
  if (!('object' in event) || !EVENT_OBJECTS.includes(event.object)) {
    throw noEvent('The webhook body is not an event: its "object" is neither "event" nor "v2.core.event".');
  }
  if (isNestedTooDeep(event)) throw noEvent(`The webhook body is nested deeper than ${MAX_NESTING} levels.`);
  return event;
}

/** A byte-order mark is dropped by the decoder; the signature was checked with it. */
function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(body));
  } catch {
    throw noEvent('The webhook body is not JSON.');
  }
}

/** The SDK does not check this: a test event must never move a live row, nor the other way round. */
function requireMode(livemode: unknown, mode: Mode): void {
  if (typeof livemode !== 'boolean')
    throw noEvent('The event does not say whether it is live: "livemode" is no boolean.');
  const eventMode: Mode = livemode ? 'live' : 'test';
  if (eventMode === mode) return;
  throw new HsxError({
    code: 'MODE_MISMATCH',
    message: `A ${eventMode} event reached a deployment in ${mode} mode.`,
    hint: `Point the ${eventMode} endpoint at the ${eventMode} deployment; their signing secrets must differ.`,
  });
}

function noEvent(message: string): HsxError {
  return new HsxError({ code: 'REQUEST_INVALID', message, hint: 'Send events as Stripe wrote them.' });
}
