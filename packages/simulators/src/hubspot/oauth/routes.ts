import { Hono } from 'hono';

import type { HubspotEngine } from '../hubspot-state.js';
import { exchangeToken } from './exchange-token.js';
import { answer, readForm } from './form-endpoint.js';
import { introspectToken } from './introspect-token.js';
import { createLegacyOauthRoutes } from './legacy-routes.js';
import { revokeToken } from './revoke-token.js';

/** API versions that share the token endpoints' fields. Source: HubSpot spec collection, read 2026-11-20. */
const versions = ['2026-09', '2026-03', 'v3'] as const;

/** The token, introspection and revocation endpoints of `api.hubapi.com`, in every version still supported. */
export function createOauthRoutes(engine: HubspotEngine): Hono {
  const routes = new Hono();
  for (const version of versions) {
    routes.post(`/oauth/${version}/token`, async (c) => answer(c, exchangeToken(engine, await readForm(c))));
    routes.post(`/oauth/${version}/token/introspect`, async (c) =>
      answer(c, introspectToken(engine, await readForm(c))),
    );
    routes.post(`/oauth/${version}/token/revoke`, async (c) =>
      answer(c, revokeToken(engine, await readForm(c))),
    );
  }
  routes.route('/', createLegacyOauthRoutes(engine));
  return routes;
}
