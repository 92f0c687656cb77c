import { createHmac } from 'node:crypto';

/**
 * The `Stripe-Signature` header of a body: one `v1` per secret, HMAC-SHA256 over `<t>.<body>` (docs.stripe.com/webhooks,
 * read 2026-11-20).
 *
 * @param signedAt - Whole seconds of the *wall* clock: receivers compare it with theirs.
 */
export function signatureHeader(body: string, secrets: readonly string[], signedAt: number): string {
  const signatures = secrets.map(
    (secret) => `v1=${createHmac('sha256', secret).update(`${signedAt}.${body}`).digest('hex')}`,
  );
  return [`t=${signedAt}`, ...signatures].join(',');
}
