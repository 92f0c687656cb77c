/** Seconds an access token lives. Source: HubSpot OAuth documentation (`expires_in: 1800`), read 2026-11-20. */
export const ACCESS_TOKEN_LIFETIME_S = 1800;

/** Milliseconds an authorization code lives. HubSpot publishes no figure: see DEVIATIONS.md. */
export const AUTHORIZATION_CODE_LIFETIME_MS = 60_000;

/** What consent hands to the app through the browser. Single use. */
export interface AuthorizationCode {
  readonly code: string;
  readonly appId: number;
  readonly portalId: number;
  readonly userId: number;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  /** PKCE, method S256. */
  readonly codeChallenge?: string;
  readonly expiresAt: number;
  readonly usedAt?: number;
}

/** A bearer token; without a portal it came from client credentials and speaks for the app itself. */
export interface AccessToken {
  readonly token: string;
  readonly appId: number;
  readonly portalId?: number;
  readonly userId?: number;
  readonly scopes: readonly string[];
  readonly use: 'access_token' | 'client_credentials';
  readonly expiresAt: number;
  /** Set by uninstall; a revoked refresh token leaves access tokens alive. */
  readonly revokedAt?: number;
}

/** A refresh token; it does not expire by itself. */
export interface RefreshToken {
  readonly token: string;
  readonly appId: number;
  readonly portalId: number;
  readonly userId: number;
  readonly scopes: readonly string[];
  readonly issuedAt: number;
  readonly revokedAt?: number;
}
