/** {@link HubspotControl} over the wire, for tests and tools that may only speak HTTP. */
import { Hono, type Context } from 'hono';

import { isRecord } from '../crm/read-properties.js';
import type { HubspotEngine } from '../hubspot-state.js';
import { readAppSettings } from './app-settings.js';
import { createConsentControlRoutes } from './consent-control-routes.js';
import { readJson, refuse } from './control-body.js';
import type { HubspotControl } from './hubspot-control.js';
import { readPortalSeed } from './read-portal-seed.js';
import { createSurfaceControlRoutes } from './surface-control-routes.js';

/** Routes to mount under `/_sim/hubspot`. */
export function createControlRoutes(engine: HubspotEngine, control: HubspotControl): Hono {
  const routes = new Hono();
  routes.get('/app', (c) => c.json(control.app()));
  routes.put('/app', async (c) => {
    const settings = readAppSettings(await readJson(c));
    return 'problem' in settings ? refuse(c, settings.problem) : c.json(control.configureApp(settings));
  });
  routes.get('/portals', (c) => c.json({ portals: control.portals() }));
  routes.post('/portals', async (c) => {
    const seed = readPortalSeed(await readJson(c));
    return 'problem' in seed ? refuse(c, seed.problem) : c.json(control.createPortal(seed), 201);
  });
  routes.delete('/portals/:portalId', (c) =>
    control.deletePortal(portalIdOf(c)) ? c.body(null, 204) : refuse(c, 'There is no such portal.', 404),
  );
  routes.get('/truth', (c) => c.json({ installs: control.truth() }));
  routes.get('/installs', (c) => c.json({ installs: control.installs() }));
  routes.post('/portals/:portalId/uninstall', (c) =>
    control.uninstall(portalIdOf(c)) ? c.body(null, 204) : refuse(c, 'The app is not installed there.', 404),
  );
  routes.post('/portals/:portalId/kill-tokens', (c) => {
    control.killTokens(portalIdOf(c));
    return c.body(null, 204);
  });
  routes.post('/faults', async (c) => {
    const fault = readFault(await readJson(c));
    if (fault === undefined)
      return refuse(c, 'Send { "pathPrefix", "httpStatus", "remaining", "retryAfterS"? }.');
    control.addFault(fault);
    return c.body(null, 204);
  });
  routes.get('/state', (c) => c.json(snapshot(engine, control)));
  routes.route('/', createConsentControlRoutes(control));
  routes.route('/', createSurfaceControlRoutes(control));
  return routes;
}

function portalIdOf(c: Context): number {
  return Number(c.req.param('portalId'));
}

function readFault(body: unknown): Parameters<HubspotControl['addFault']>[0] | undefined {
  if (!isRecord(body)) return undefined;
  const { pathPrefix, httpStatus, remaining, retryAfterS } = body;
  if (typeof pathPrefix !== 'string' || typeof httpStatus !== 'number' || typeof remaining !== 'number') {
    return undefined;
  }
  return { pathPrefix, httpStatus, remaining, ...(typeof retryAfterS === 'number' ? { retryAfterS } : {}) };
}

function snapshot(engine: HubspotEngine, control: HubspotControl): Readonly<Record<string, unknown>> {
  const { state, clock } = engine;
  const now = clock.now();
  const isLiving = (token: { readonly revokedAt?: number; readonly expiresAt?: number }): boolean =>
    token.revokedAt === undefined && (token.expiresAt ?? Infinity) > now;
  return {
    nowMs: now,
    app: control.app(),
    portals: control.portals(),
    installs: control.installs(),
    livingAccessTokens: [...state.accessTokens.values()].filter(isLiving).length,
    livingRefreshTokens: [...state.refreshTokens.values()].filter(isLiving).length,
    marketplaceInstalls: [...state.marketplaceInstalls.values()],
    runs: state.runs,
  };
}
