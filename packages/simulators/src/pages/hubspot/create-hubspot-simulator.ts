import { Hono } from 'hono';

import type { HubspotControl } from '../../hubspot/control/hubspot-control.js';
import { answerNoRoute, createHubspotApi } from '../../hubspot/create-hubspot-api.js';
import { createHubspotEngine } from '../../hubspot/create-hubspot-engine.js';
import type { VendorContext } from '../../kernel/vendor-context.js';
import { createConsentRoutes } from './consent-routes.js';
import { createMarketplaceRoutes } from './marketplace-routes.js';
import { createPortalRoutes } from './portal-routes.js';

/** A simulated HubSpot, ready to be served on one origin. */
export interface HubspotSimulator {
  /** Pages of `app.hubspot.com`, routes of `api.hubapi.com`, and the control under `/_sim`. */
  readonly app: Hono;
  readonly control: HubspotControl;
  /** What is true of every install, as plain data: see {@link HubspotControl.truth}. */
  readonly truth: HubspotControl['truth'];
}

/** Builds the whole simulated HubSpot: pages, API and control on one Hono app. */
export function createHubspotSimulator(context: VendorContext): HubspotSimulator {
  const engine = createHubspotEngine(context);
  const api = createHubspotApi(engine);
  const app = new Hono();
  app.route('/', createConsentRoutes(engine));
  app.route('/', createMarketplaceRoutes(engine));
  app.route('/', createPortalRoutes(engine));
  app.route('/', api.routes);
  app.notFound((c) => answerNoRoute(engine, c));
  const { control } = api;
  return { app, control, truth: () => control.truth() };
}
