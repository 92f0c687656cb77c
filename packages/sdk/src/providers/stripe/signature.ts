/**
 * Stripe's webhook signature: `Stripe-Signature: t=<unix seconds>,v1=<hex>,…`, HMAC-SHA-256 over `<t>.<raw
 * body>` (docs.stripe.com/webhooks, read 2026-11). The SDK's verifier is not used: it takes one secret,
 * accepts timestamps from the future and fails on a byte-order mark. Other schemes than v1 are ignored, as
 * Stripe demands: they would allow a downgrade.
 */
import { toHex, utf8 } from '../../kernel/bytes.js';
import { hmacSha256, isEqualConstantTime } from '../../kernel/hmac.js';
import { HsxError } from '../../kernel/hsx-error.js';
import { SECOND_MS, type Instant } from '../../kernel/instant.js';

/** What a signature is checked against. */
export interface SignedBody {
  /** The `Stripe-Signature` header; null when the request had none. */
  readonly header: string | null;
  /** The bytes as they arrived. */
  readonly body: Uint8Array<ArrayBuffer>;
  /** Every secret in use; a signature under any of them is genuine. */
  readonly secrets: readonly string[];
  /** The wall clock's time. */
  readonly wallNow: Instant;
}

/**
 * How far a signature's time may lie from the wall clock, before or after it. Stripe's own default for the
 * past.
 */
export const SIGNATURE_TOLERANCE_SECONDS = 300;

/**
 * Proves that the body was signed by the holder of one of the secrets, just now, and answers the first that
 * fits; throws SIGNATURE_INVALID.
 */
export async function verifySignature({ header, body, secrets, wallNow }: SignedBody): Promise<string> {
  const { timestamp, signatures } = parseHeader(header);
  const message = concat(utf8(`${timestamp}.`), body);
  const expected = await Promise.all(secrets.map(async (secret) => toHex(await hmacSha256(secret, message))));
  const fitting = secrets.find((_secret, index) =>
    signatures.some((seen) => isEqualConstantTime(expected[index] ?? '', seen)),
  );
  if (fitting === undefined) {
    throw invalid(
      `None of the ${signatures.length} v1 signatures fits the body under any of the ${secrets.length} signing secrets.`,
      "Check that the secret is this endpoint's own and that nothing on the way changes the body.",
    );
  }
  requireFresh(timestamp, wallNow);
  return fitting;
}

interface SignatureHeader {
  /** Unix seconds as they were written: the signature covers the text. */
  readonly timestamp: string;
  readonly signatures: readonly string[];
}

function parseHeader(header: string | null): SignatureHeader {
  if (header === null || header.trim() === '') {
    throw invalid('The request has no Stripe-Signature header.', 'Only Stripe may call this address.');
  }
  const parts = header.split(',').map((part) => part.trim());
  const valuesOf = (name: string) =>
    parts.filter((part) => part.startsWith(`${name}=`)).map((part) => part.slice(name.length + 1));
  const [timestamp, ...otherTimestamps] = valuesOf('t');
  if (timestamp === undefined || otherTimestamps.length > 0 || !/^\d{1,12}$/.test(timestamp)) {
    throw invalid('Stripe-Signature does not hold exactly one time "t=<unix seconds>".', FORM_HINT);
  }
  const signatures = valuesOf('v1');
  if (signatures.length === 0) throw invalid('Stripe-Signature holds no signature of scheme v1.', FORM_HINT);
  return { timestamp, signatures };
}

const FORM_HINT = 'The header Stripe sends has the form "t=1700000000,v1=<64 hexadecimal digits>".';

function requireFresh(timestamp: string, wallNow: Instant): void {
  const ageSeconds = Math.floor(wallNow / SECOND_MS) - Number(timestamp);
  if (Math.abs(ageSeconds) <= SIGNATURE_TOLERANCE_SECONDS) return;
  const seen = ageSeconds > 0 ? `${ageSeconds} s old` : `${-ageSeconds} s ahead of this machine's clock`;
  throw invalid(
    `The signature is ${seen}; at most ${SIGNATURE_TOLERANCE_SECONDS} s are allowed either way.`,
    "If it is no replay, check this machine's clock.",
  );
}

function concat(left: Uint8Array, right: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(left.length + right.length);
  all.set(left);
  all.set(right, left.length);
  return all;
}

function invalid(message: string, hint: string): HsxError {
  return new HsxError({ code: 'SIGNATURE_INVALID', message, hint });
}
