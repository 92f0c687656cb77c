import type { PortalId } from '../kernel/ids.js';
import { HUBSPOT_ORIGINS, type HubspotOrigins } from './endpoints.js';

/** What HubSpot's consent page is asked for. */
export interface AuthorizeWish {
  readonly clientId: string;
  /** Exactly one of the app's registered redirect URLs: https, or `http://localhost` in development. */
  readonly redirectUri: string;
  /** Every scope the app's configuration requires; a difference blocks the install. */
  readonly scopes: readonly string[];
  /** Scopes a portal may lack. Default: none. */
  readonly optionalScopes?: readonly string[];
  /** Made by `createOauthStates`. */
  readonly state: string;
  /** Preselects the portal. Default: the person chooses. */
  readonly portalId?: PortalId;
  /** Default: HubSpot itself. */
  readonly origins?: HubspotOrigins;
}

/**
 * The address of HubSpot's consent page. Spaces between scopes are `%20`, which HubSpot insists on, so the query is not built
 * with `URLSearchParams`. Source: HubSpot OAuth documentation, read 2026-11-20.
 */
export function authorizeUrl(wish: AuthorizeWish): string {
  const { appOrigin } = wish.origins ?? HUBSPOT_ORIGINS;
  const path = wish.portalId === undefined ? '/oauth/authorize' : `/oauth/${wish.portalId}/authorize`;
  const query: readonly (readonly [name: string, value: string])[] = [
    ['client_id', wish.clientId],
    ['redirect_uri', wish.redirectUri],
    ['scope', wish.scopes.join(' ')],
    ['optional_scope', (wish.optionalScopes ?? []).join(' ')],
    ['state', wish.state],
  ];
  const written = query.filter(([, value]) => value !== '');
  return `${appOrigin}${path}?${written.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`;
}
