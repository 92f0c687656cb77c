import { HsxError } from '../kernel/hsx-error.js';

/** Why a request was not believed; stands in the error's `details.reason`. */
export type SignatureRefusal =
  | 'missing'
  | 'versionNotAllowed'
  | 'timestampMissing'
  | 'timestampMalformed'
  | 'stale'
  | 'future'
  | 'ambiguousBody'
  | 'mismatch';

const CHECK_CLOCK = "Check this machine's clock; HubSpot's signatures are good for 300 seconds.";
const CHECK_SENDER = "Only HubSpot may call this address; in development sign with the app's client secret.";

const REFUSALS: Readonly<Record<SignatureRefusal, readonly [message: string, hint: string]>> = {
  missing: ['The request carries no HubSpot signature.', CHECK_SENDER],
  versionNotAllowed: [
    'The request carries an older HubSpot signature only; X-HubSpot-Signature-v3 is required here.',
    CHECK_SENDER,
  ],
  timestampMissing: ['The request has no X-HubSpot-Request-Timestamp header.', CHECK_SENDER],
  timestampMalformed: ['X-HubSpot-Request-Timestamp is not a whole number of milliseconds.', CHECK_SENDER],
  stale: ['The HubSpot signature is more than 300 seconds old.', CHECK_CLOCK],
  future: ['The HubSpot signature is dated more than 300 seconds ahead.', CHECK_CLOCK],
  ambiguousBody: [
    'The body of the signed request is neither a JSON object nor a JSON array.',
    'HubSpot hashes address and body without a mark between them; send an object, so that nobody can move the seam.',
  ],
  mismatch: [
    'The HubSpot signature does not match the request.',
    "The key is the app's client secret, not a private-app token; the public origin must be the one HubSpot calls; " +
      'the body must reach the check byte for byte.',
  ],
};

/** The SIGNATURE_INVALID error for one reason. */
export function signatureRefused(reason: SignatureRefusal): HsxError {
  const [message, hint] = REFUSALS[reason];
  return new HsxError({ code: 'SIGNATURE_INVALID', message, hint, details: { reason } });
}

/** Throws ENVIRONMENT_INVALID when a secret is empty: with an empty key, anybody could sign. */
export function refuseEmptySecrets(secrets: readonly string[]): void {
  if (secrets.length > 0 && !secrets.includes('')) return;
  throw new HsxError({
    code: 'ENVIRONMENT_INVALID',
    message: 'The HubSpot client secret is empty, so no request can be verified.',
    hint: "Set the client secret shown on the app's Auth page in HubSpot.",
  });
}
