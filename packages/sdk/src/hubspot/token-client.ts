import type { Clock } from '../kernel/clock.js';
import { readAccountDetails, type AccountDetails } from './account-details.js';
import { callHubspot, type Fetch, type HubspotBody, type HubspotConnection } from './call-hubspot.js';
import { HUBSPOT_API_PATHS, HUBSPOT_ORIGINS, type HubspotOrigins } from './endpoints.js';
import { hubspotUnreachable } from './hubspot-refusal.js';
import { readIntrospection, type Introspection } from './introspection.js';
import { readIssuedTokens, type IssuedTokens } from './issued-tokens.js';

/** The app as HubSpot knows it, and how to reach HubSpot. */
export interface TokenClientOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** The same text that was sent to the consent page. */
  readonly redirectUri: string;
  /** Expiry is counted on it. */
  readonly clock: Clock;
  /** Default: HubSpot itself. */
  readonly origins?: HubspotOrigins;
  /** Default: the platform's `fetch`. */
  readonly fetch?: Fetch;
  /** How long one call may take. Default 10,000. */
  readonly timeoutMs?: number;
}

/** Which kind of token is meant; HubSpot looks it up faster. */
export type TokenKind = 'access_token' | 'refresh_token';

/**
 * HubSpot's token endpoints. Every method throws HUBSPOT_UNAVAILABLE (network, 423, 429, 477, 5xx, unreadable answer) and
 * HUBSPOT_MISCONFIGURED (any other refusal, unknown ones included).
 */
export interface TokenClient {
  /** Turns the code of a callback into tokens; each code works once. Throws OAUTH_REFUSED too. */
  exchangeCode(code: string): Promise<IssuedTokens>;
  /** New tokens for an old refresh token. Throws INSTALL_REVOKED too: uninstalled, revoked or the portal is gone. */
  refresh(refreshToken: string): Promise<IssuedTokens>;
  /** Whose token it is. A dead token is an answer here, no error. */
  introspect(token: string, kind: TokenKind): Promise<Introspection>;
  /** Kills a refresh token; access tokens issued before live on for up to 30 minutes and the app stays installed. */
  revoke(refreshToken: string): Promise<void>;
  /** Uninstalls the app from the token's portal; HubSpot e-mails its Super Admins. */
  uninstall(accessToken: string): Promise<void>;
  /** What kind of account the token's portal is. */
  accountDetails(accessToken: string): Promise<AccountDetails>;
}

/** Makes a {@link TokenClient}. */
export function createTokenClient(options: TokenClientOptions): TokenClient {
  const { clientId, clientSecret, redirectUri } = options;
  const connection: HubspotConnection = {
    ...options,
    apiOrigin: (options.origins ?? HUBSPOT_ORIGINS).apiOrigin,
  };
  const { token, introspect, revoke, accountDetails, externalInstall } = HUBSPOT_API_PATHS;
  const post = (path: string, form: Readonly<Record<string, string>>): Promise<HubspotBody> =>
    callHubspot(connection, {
      method: 'POST',
      path,
      form: { client_id: clientId, client_secret: clientSecret, ...form },
    });

  return {
    async exchangeCode(code) {
      const issuedAt = options.clock.now();
      const body = await post(token, { grant_type: 'authorization_code', code, redirect_uri: redirectUri });
      return readIssuedTokens(body, { issuedAt }) ?? unreadable(token);
    },
    async refresh(refreshToken) {
      const issuedAt = options.clock.now();
      const body = await post(token, { grant_type: 'refresh_token', refresh_token: refreshToken });
      return readIssuedTokens(body, { issuedAt, formerRefreshToken: refreshToken }) ?? unreadable(token);
    },
    async introspect(text, kind) {
      const body = await post(introspect, { token: text, token_type_hint: kind });
      return readIntrospection(body) ?? unreadable(introspect);
    },
    async revoke(refreshToken) {
      await post(revoke, { token: refreshToken, token_type_hint: 'refresh_token' });
    },
    async uninstall(accessToken) {
      await callHubspot(connection, { method: 'DELETE', path: externalInstall, bearer: accessToken });
    },
    async accountDetails(accessToken) {
      const call = { method: 'GET', path: accountDetails, bearer: accessToken } as const;
      return readAccountDetails(await callHubspot(connection, call));
    },
  };
}

function unreadable(path: string): never {
  throw hubspotUnreachable(`POST ${path}`, new Error('The answer lacks a field that is always there.'));
}
