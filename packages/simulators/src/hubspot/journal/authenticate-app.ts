import type { Context } from 'hono';

import { apiError } from '../api-error.js';
import type { HubspotEngine } from '../hubspot-state.js';

/** Finds the app behind a client-credentials token, or the 401 or 403 to answer. */
export function authenticateApp(
  engine: HubspotEngine,
  c: Context,
  scope: string,
): { readonly appId: number } | Response {
  const given = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  const token = given === undefined ? undefined : engine.state.accessTokens.get(given);
  if (token?.use !== 'client_credentials' || token.expiresAt <= engine.clock.now()) {
    return apiError(engine, {
      httpStatus: 401,
      message: 'Authentication credentials not found. The Webhooks Journal takes client-credentials tokens.',
      category: 'INVALID_AUTHENTICATION',
    });
  }
  if (token.scopes.includes(scope)) return { appId: token.appId };
  return apiError(engine, {
    httpStatus: 403,
    message: "This app hasn't been granted all required scopes to make this call.",
    category: 'MISSING_SCOPES',
    errors: [
      {
        message: 'One or more of the following scopes are required.',
        context: { requiredGranularScopes: [scope] },
      },
    ],
  });
}
