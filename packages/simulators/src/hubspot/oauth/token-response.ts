import type { AccessToken, RefreshToken } from './tokens.js';
import { ACCESS_TOKEN_LIFETIME_S } from './tokens.js';

/** Body of a successful token call. It holds neither the e-mail nor the hub domain. */
export interface TokenResponse {
  readonly token_type: 'bearer';
  readonly token_use: AccessToken['use'];
  readonly access_token: string;
  readonly expires_in: number;
  readonly refresh_token?: string;
  readonly hub_id?: number;
  readonly user_id?: number;
  readonly scopes: readonly string[];
}

/** Renders tokens the way HubSpot answers them. */
export function tokenResponse(access: AccessToken, refresh?: RefreshToken): TokenResponse {
  return {
    token_type: 'bearer',
    token_use: access.use,
    access_token: access.token,
    expires_in: ACCESS_TOKEN_LIFETIME_S,
    ...(refresh === undefined ? {} : { refresh_token: refresh.token }),
    ...(access.portalId === undefined ? {} : { hub_id: access.portalId }),
    ...(access.userId === undefined ? {} : { user_id: access.userId }),
    scopes: access.scopes,
  };
}
