/** Who an API call speaks for. Bodies of the refusals as live integrations report them, read 2026-11-21. */
import type { Context } from 'hono';

import { apiError } from './api-error.js';
import type { HubspotEngine } from './hubspot-state.js';
import type { AccessToken } from './oauth/tokens.js';
import type { Portal } from './portal.js';

/** A call made with a living access token of a portal. */
export interface PortalCaller {
  readonly token: AccessToken;
  readonly portal: Portal;
}

/** Finds the portal behind a bearer token, or the 401 or 403 to answer. Every scope in `scopes` must be granted. */
export function authenticateBearer(
  engine: HubspotEngine,
  c: Context,
  scopes: readonly string[] = [],
): PortalCaller | Response {
  const given = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  const token = given === undefined ? undefined : engine.state.accessTokens.get(given);
  const portal = token?.portalId === undefined ? undefined : engine.state.portals.get(token.portalId);
  if (token === undefined || portal === undefined || token.revokedAt !== undefined) return notFound(engine);
  if (token.expiresAt <= engine.clock.now()) return expired(engine, token);
  const missing = scopes.filter((scope) => !token.scopes.includes(scope));
  return missing.length > 0 ? missingScopes(engine, missing) : { token, portal };
}

function notFound(engine: HubspotEngine): Response {
  return apiError(engine, {
    httpStatus: 401,
    message:
      'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview',
    category: 'INVALID_AUTHENTICATION',
  });
}

function expired(engine: HubspotEngine, token: AccessToken): Response {
  const agoS = Math.floor((engine.clock.now() - token.expiresAt) / 1000);
  return apiError(engine, {
    httpStatus: 401,
    message: `The OAuth token used to make this call expired ${agoS} second(s) ago.`,
    category: 'EXPIRED_AUTHENTICATION',
    context: { 'expire time': [new Date(token.expiresAt).toISOString()] },
  });
}

function missingScopes(engine: HubspotEngine, scopes: readonly string[]): Response {
  return apiError(engine, {
    httpStatus: 403,
    message:
      "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.",
    category: 'MISSING_SCOPES',
    errors: [
      {
        message: 'One or more of the following scopes are required.',
        context: { requiredGranularScopes: scopes },
      },
    ],
  });
}
