/**
 * A partner's signature: Standard Webhooks over the bytes as they arrived. Only symmetric `v1` signatures count; other versions in the header
 * are passed over, as the standard wants of receivers.
 */
import { isEqualConstantTime } from '../../kernel/hmac.js';
import { HsxError } from '../../kernel/hsx-error.js';
import { SECOND_MS, type Instant } from '../../kernel/instant.js';
import { signingKeyOf, signWebhook } from '../../kernel/webhook-signature.js';

/** What a signature is checked against. */
export interface SignedRequest {
  readonly headers: Headers;
  /** The bytes as they arrived. */
  readonly body: Uint8Array<ArrayBuffer>;
  /** Every secret of the partner that is in use; a signature under any of them is genuine. */
  readonly secrets: readonly string[];
  /** The wall clock's time. */
  readonly wallNow: Instant;
}

/** How far a webhook's time may lie from the wall clock, before or after it; the standard's own libraries allow as much. */
export const SIGNATURE_TOLERANCE_SECONDS = 300;

/** Visible ASCII without full stops: the standard forbids them, since one would let the border between id and time be moved. */
const WEBHOOK_ID = /^(?!.*\.)[\x21-\x7e]{1,150}$/;
const UNIX_SECONDS = /^\d{1,12}$/;

/** The webhook's id, once its signature is proven genuine and fresh. Throws SIGNATURE_INVALID. */
export async function verifySignature({ headers, body, secrets, wallNow }: SignedRequest): Promise<string> {
  const id = requireHeader(headers, 'webhook-id', WEBHOOK_ID);
  const timestamp = requireHeader(headers, 'webhook-timestamp', UNIX_SECONDS);
  const seen = (headers.get('webhook-signature') ?? '').split(' ');
  const keys = secrets.map(signingKeyOf).filter((key) => key !== null);
  const expected = await Promise.all(keys.map((key) => signWebhook(key, { id, timestamp, body })));
  if (!expected.some((genuine) => seen.some((each) => isEqualConstantTime(genuine, each)))) {
    throw invalid(
      'No v1 signature of webhook-signature fits the body under a secret of this partner.',
      'Check the partner’s name in the address, that both sides have the same secret, and that nothing on the way changes the body.',
    );
  }
  requireFresh(timestamp, wallNow);
  return id;
}

function requireHeader(headers: Headers, name: string, form: RegExp): string {
  const value = headers.get(name);
  if (value !== null && form.test(value)) return value;
  throw invalid(
    `The header ${name} is ${value === null ? 'missing' : 'malformed'}.`,
    'Sign the webhook as https://www.standardwebhooks.com says; ids are up to 150 visible ASCII characters without a full stop.',
  );
}

function requireFresh(timestamp: string, wallNow: Instant): void {
  const ageSeconds = Math.floor(wallNow / SECOND_MS) - Number(timestamp);
  if (Math.abs(ageSeconds) <= SIGNATURE_TOLERANCE_SECONDS) return;
  const seen = ageSeconds > 0 ? `${ageSeconds} s old` : `${-ageSeconds} s ahead of this machine's clock`;
  throw invalid(
    `The webhook is ${seen}; at most ${SIGNATURE_TOLERANCE_SECONDS} s are allowed either way.`,
    'Sign every try anew, with the time of the try; if that is so, check the clocks of both machines.',
  );
}

function invalid(message: string, hint: string): HsxError {
  return new HsxError({ code: 'SIGNATURE_INVALID', message: `${message} Nothing was changed.`, hint });
}
