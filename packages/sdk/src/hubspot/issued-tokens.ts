import { SECOND_MS, type Instant } from '../kernel/instant.js';
import type { HubspotBody } from './call-hubspot.js';
import { positiveNumberField, textField, wordsField } from './read-fields.js';

/** Tokens as HubSpot issued them, in the clear: seal them before they are kept, and never log them. */
export interface IssuedTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly accessExpiresAt: Instant;
  readonly issuedAt: Instant;
  /** Null when HubSpot did not say. */
  readonly scopes: readonly string[] | null;
  readonly userId: string | null;
}

/** An access token's life when HubSpot does not state it, seconds. Source: HubSpot's OAuth documentation, read 2026-11-20. */
const DEFAULT_LIFETIME_S = 1_800;
/** Anything else makes `fetch` fail with an error that quotes the whole header. */
const FITS_A_HEADER = /^[\x21-\x7e]+$/;

/**
 * Reads a token answer; null when a token is missing.
 *
 * `issuedAt` is when the request was sent, so that expiry is judged early, not late. `formerRefreshToken` stands in where the
 * answer has none: HubSpot may rotate refresh tokens and may leave an unchanged one out.
 */
export function readIssuedTokens(
  body: HubspotBody,
  { issuedAt, formerRefreshToken }: { issuedAt: Instant; formerRefreshToken?: string },
): IssuedTokens | null {
  const accessToken = textField(body, 'access_token');
  const refreshToken = textField(body, 'refresh_token') ?? formerRefreshToken ?? null;
  if (accessToken === null || refreshToken === null || !FITS_A_HEADER.test(accessToken)) return null;
  const lifetimeS = positiveNumberField(body, 'expires_in') ?? DEFAULT_LIFETIME_S;
  return {
    accessToken,
    refreshToken,
    accessExpiresAt: issuedAt + Math.floor(lifetimeS * SECOND_MS),
    issuedAt,
    scopes: wordsField(body, 'scopes') ?? wordsField(body, 'scope'),
    userId: textField(body, 'user_id'),
  };
}
