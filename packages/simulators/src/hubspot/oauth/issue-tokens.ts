import type { DeveloperApp } from '../developer-app.js';
import type { HubspotEngine } from '../hubspot-state.js';
import type { Portal } from '../portal.js';
import { ACCESS_TOKEN_LIFETIME_S, type AccessToken, type RefreshToken } from './tokens.js';

const HEX = '0123456789abcdef';

/** Who a token speaks for. */
export interface TokenSubject {
  readonly app: DeveloperApp;
  readonly portal: Portal;
  readonly userId: number;
  readonly scopes: readonly string[];
}

/** Issues an access token that lives 1,800 virtual seconds. */
export function issueAccessToken(engine: HubspotEngine, subject: TokenSubject): AccessToken {
  return remember(engine, {
    token: engine.ids.next('CN', 118),
    appId: subject.app.appId,
    portalId: subject.portal.portalId,
    userId: subject.userId,
    scopes: subject.scopes,
    use: 'access_token',
    expiresAt: expiryFrom(engine),
  });
}

/** Issues a token that speaks for the app itself, for developer scopes. */
export function issueClientCredentialsToken(
  engine: HubspotEngine,
  app: DeveloperApp,
  scopes: readonly string[],
): AccessToken {
  return remember(engine, {
    token: engine.ids.next('CC', 118),
    appId: app.appId,
    scopes,
    use: 'client_credentials',
    expiresAt: expiryFrom(engine),
  });
}

/** Issues a refresh token that begins with the portal's region, such as `na1-`. */
export function issueRefreshToken(engine: HubspotEngine, subject: TokenSubject): RefreshToken {
  const hex = (length: number): string => engine.ids.text('refresh-token', length, HEX);
  const token = [subject.portal.dataHostingLocation, hex(8), hex(4), hex(4), hex(4), hex(12)].join('-');
  const refreshToken: RefreshToken = {
    token,
    appId: subject.app.appId,
    portalId: subject.portal.portalId,
    userId: subject.userId,
    scopes: subject.scopes,
    issuedAt: engine.clock.now(),
  };
  engine.state.refreshTokens.set(token, refreshToken);
  return refreshToken;
}

function expiryFrom(engine: HubspotEngine): number {
  return engine.clock.now() + ACCESS_TOKEN_LIFETIME_S * 1000;
}

function remember(engine: HubspotEngine, token: AccessToken): AccessToken {
  engine.state.accessTokens.set(token.token, token);
  return token;
}
