import { Hono, type Context } from 'hono';

import { createClockRoutes } from '../kernel/clock-routes.js';
import { createFaultRoutes } from '../kernel/faults/fault-routes.js';
import { createAccountRoutes } from './account/routes.js';
import { apiError } from './api-error.js';
import { createHubspotControl, type HubspotControl } from './control/hubspot-control.js';
import { createControlRoutes } from './control/routes.js';
import { createCrmRoutes } from './crm/routes.js';
import { answerFaults } from './answer-faults.js';
import type { HubspotEngine } from './hubspot-state.js';
import { createJournalRoutes } from './journal/journal-routes.js';
import { createJournalSubscriptionRoutes } from './journal/subscription-routes.js';
import { createOauthRoutes } from './oauth/routes.js';

/** The simulated HubSpot without its pages. */
export interface HubspotApi {
  readonly routes: Hono;
  readonly control: HubspotControl;
}

/** Where faults strike: the API, not the pages or the control. */
const API_PATHS = ['/oauth/*', '/crm/*', '/account-info/*', '/appinstalls/*', '/webhooks-journal/*'] as const;

/** Builds what answers for `api.hubapi.com`, and the control routes under `/_sim`. */
export function createHubspotApi(engine: HubspotEngine): HubspotApi {
  const control = createHubspotControl(engine);
  const routes = new Hono();
  for (const path of API_PATHS) {
    routes.use(path, answerFaults(engine));
  }
  routes.route('/_sim/clock', createClockRoutes(engine.clock));
  routes.route('/_sim/faults', createFaultRoutes(engine.faults));
  routes.route('/_sim/hubspot', createControlRoutes(engine, control));
  routes.route('/', createOauthRoutes(engine));
  routes.route('/', createAccountRoutes(engine));
  routes.route('/', createCrmRoutes(engine));
  routes.route('/', createJournalSubscriptionRoutes(engine));
  routes.route('/', createJournalRoutes(engine));
  return { routes, control };
}

/** The 404 for a path nobody answers, in the API's shape. */
export function answerNoRoute(engine: HubspotEngine, c: Context): Response {
  return apiError(engine, { httpStatus: 404, message: `No route for ${c.req.method} ${c.req.path}.` });
}
