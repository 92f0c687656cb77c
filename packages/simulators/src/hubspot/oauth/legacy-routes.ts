/**
 * OAuth v1, because `@hubspot/api-client` 14 still calls it. HubSpot switches it off on 16 February 2027; the simulator
 * does so on the same virtual day, so that an app that depends on it can be seen to break.
 */
import { Hono, type MiddlewareHandler } from 'hono';

import { apiError } from '../api-error.js';
import type { HubspotEngine } from '../hubspot-state.js';
import { exchangeToken } from './exchange-token.js';
import { describeAccess, describeRefresh, type Introspection } from './introspect-token.js';
import { answer, readForm } from './form-endpoint.js';

/** Source: HubSpot changelog of 12 May 2026, read 2026-11-20. */
const SWITCHED_OFF_AT = Date.UTC(2027, 1, 16);

/** `/oauth/v1/…`: token, and the calls that put tokens into the URL. */
export function createLegacyOauthRoutes(engine: HubspotEngine): Hono {
  const routes = new Hono();
  routes.use('/oauth/v1/*', refuseAfterSunset(engine));
  routes.post('/oauth/v1/token', async (c) => answer(c, exchangeToken(engine, await readForm(c))));
  routes.get('/oauth/v1/access-tokens/:token', (c) => {
    const access = engine.state.accessTokens.get(c.req.param('token'));
    const found = access === undefined ? undefined : describeAccess(engine, access);
    return found?.active === true ? c.json(legacyView(found)) : tokenNotFound(engine);
  });
  routes.get('/oauth/v1/refresh-tokens/:token', (c) => {
    const refresh = engine.state.refreshTokens.get(c.req.param('token'));
    const found = refresh === undefined ? undefined : describeRefresh(engine, refresh);
    return found?.active === true ? c.json(legacyView(found)) : tokenNotFound(engine);
  });
  routes.delete('/oauth/v1/refresh-tokens/:token', (c) => {
    const refresh = engine.state.refreshTokens.get(c.req.param('token'));
    if (refresh === undefined) return tokenNotFound(engine);
    engine.state.refreshTokens.set(refresh.token, { ...refresh, revokedAt: engine.clock.now() });
    return c.body(null, 204);
  });
  return routes;
}

function refuseAfterSunset(engine: HubspotEngine): MiddlewareHandler {
  return async (_c, next) => {
    if (engine.clock.now() < SWITCHED_OFF_AT) return next();
    return apiError(engine, {
      httpStatus: 410,
      message: 'OAuth v1 was retired on 16 February 2027. Use /oauth/2026-09.',
    });
  };
}

function tokenNotFound(engine: HubspotEngine): Response {
  return apiError(engine, { httpStatus: 404, message: 'token not found', category: 'OBJECT_NOT_FOUND' });
}

const newFields: readonly string[] = ['active', 'token_use', 'is_private_distribution'];

function legacyView(found: Extract<Introspection, { active: true }>): Readonly<Record<string, unknown>> {
  const known = Object.entries(found).filter(([name]) => !newFields.includes(name));
  return { ...Object.fromEntries(known), token_type: found.token_type === 'bearer' ? 'access' : 'refresh' };
}
