/**
 * `hs-x.toml` is committed and shipped, so a secret in it is already lost. Finding one must not spread it further:
 * everything shown about the file passes through {@link redactSecrets}.
 */

/** A secret found in a text: where it starts and whose it is, never its value. */
export interface FoundSecret {
  readonly offset: number;
  /** Such as "a Stripe secret key". */
  readonly kind: string;
}

// Stripe's prefixes: docs.stripe.com/keys, read 2026-11-21. HubSpot publishes no format; `pat-<region>-` is what secret
// scanners look for (trufflesecurity/trufflehog#2369, read 2026-11-21).
const SECRET =
  /(?<![A-Za-z0-9_])(?:(sk_(?:live|test)_)|(rk_(?:live|test)_)|(whsec_)|(pat-[a-z]{2}\d-))[A-Za-z0-9_-]+/g;

/** Finds the values that look like secret keys of Stripe or HubSpot, comments included. */
export function findSecrets(text: string): readonly FoundSecret[] {
  return [...text.matchAll(SECRET)].map((match) => ({ offset: match.index, kind: kindOf(match) }));
}

/** The text with everything that looks like a secret replaced by `[secret]`. */
export function redactSecrets(text: string): string {
  return text.replace(SECRET, '[secret]');
}

function kindOf(match: RegExpExecArray): string {
  if (match[1] !== undefined) return 'a Stripe secret key';
  if (match[2] !== undefined) return 'a Stripe restricted key';
  if (match[3] !== undefined) return 'a webhook signing secret';
  return 'a HubSpot access token';
}
