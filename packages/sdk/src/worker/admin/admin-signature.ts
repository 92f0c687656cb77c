/**
 * How operators' requests over HTTP prove themselves: an HMAC over everything that could be changed on the way, with a nonce that works once, so
 * that what was seen on the wire cannot be sent again.
 */
import { toHex } from '../../kernel/bytes.js';
import { hmacSha256, isEqualConstantTime, sha256Hex } from '../../kernel/hmac.js';
import { HsxError } from '../../kernel/hsx-error.js';
import { SECOND_MS, type Instant } from '../../kernel/instant.js';

/** How far a request's clock may be from ours, in either direction. */
const ADMIN_TOLERANCE_MS = 300 * SECOND_MS;

/** What is signed. */
export interface AdminRequestToSign {
  /** The app's public origin: a signature for one app is none for another. */
  readonly origin: string;
  readonly operation: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** The header that carries proof: `t=<unix ms>,n=<nonce>,s=<hex>`. */
export const ADMIN_HEADER = 'x-hsx-admin-signature';

/** Signs a request; the value of {@link ADMIN_HEADER}. */
export async function signAdminRequest(
  request: AdminRequestToSign,
  { secret, now }: { readonly secret: string; readonly now: Instant },
): Promise<string> {
  const nonce = crypto.randomUUID();
  return `t=${now},n=${nonce},s=${await signatureOf(request, { secret, at: now, nonce })}`;
}

/** Checks a header against every live secret and answers the nonce, which the caller must use up, and the secret that fits. Throws SIGNATURE_INVALID. */
export async function verifyAdminRequest(
  request: AdminRequestToSign,
  proof: { readonly header: string | undefined; readonly secrets: readonly string[]; readonly now: Instant },
): Promise<{ readonly nonce: string; readonly expiresAt: Instant; readonly secret: string }> {
  const match = /^t=(\d{1,15}),n=([\w-]{16,64}),s=([0-9a-f]{64})$/.exec(proof.header ?? '');
  if (!match) throw refused('carries no operator’s signature');
  const [, time = '', nonce = '', given = ''] = match;
  const at = Number(time);
  if (Math.abs(proof.now - at) > ADMIN_TOLERANCE_MS) {
    throw refused('was signed more than five minutes from now; check both clocks');
  }
  for (const secret of proof.secrets) {
    const expected = await signatureOf(request, { secret, at, nonce });
    if (isEqualConstantTime(expected, given))
      return { nonce, expiresAt: at + 2 * ADMIN_TOLERANCE_MS, secret };
  }
  throw refused('is not signed with HSX_ADMIN_SECRET');
}

async function signatureOf(
  { origin, operation, body }: AdminRequestToSign,
  { secret, at, nonce }: { readonly secret: string; readonly at: Instant; readonly nonce: string },
): Promise<string> {
  const text = ['hs-x admin', origin, operation, at, nonce, await sha256Hex(body)].join('\n');
  return toHex(await hmacSha256(secret, text));
}

/** The refusal of a request; nothing was read and nothing done. */
export function refused(why: string): HsxError {
  return new HsxError({
    code: 'SIGNATURE_INVALID',
    message: `The request ${why}.`,
    hint: 'Use hs-x billing with --url and the HSX_ADMIN_SECRET the app has.',
  });
}
