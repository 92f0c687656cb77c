import { Hono, type Context } from 'hono';

import type { HubspotEngine } from '../../hubspot/hubspot-state.js';
import { isAuthorizeProblem, readAuthorizeRequest } from '../../hubspot/oauth/authorize-request.js';
import { decideConsent } from '../../hubspot/oauth/decide-consent.js';
import { sendPage } from '../design/send-page.js';
import { consentPage } from './consent-page.js';
import { connectionFailedPage } from './message-page.js';
import { fieldOf, readAccountChoice } from '../design/page-form.js';

/** `GET /oauth/authorize` (and `/oauth/<portal>/authorize`), and what its form posts. */
export function createConsentRoutes(engine: HubspotEngine): Hono {
  const routes = new Hono();
  routes.get('/oauth/authorize', (c) => showConsent(engine, c));
  routes.get('/oauth/:portalId{[0-9]+}/authorize', (c) =>
    showConsent(engine, c, Number(c.req.param('portalId'))),
  );
  routes.post('/oauth/authorize', async (c) => {
    const form = await c.req.parseBody();
    const request = readAuthorizeRequest(engine, fieldOf(form, 'request'));
    if (isAuthorizeProblem(request))
      return sendPage(c, connectionFailedPage(request.message), { status: 400 });
    const decision = fieldOf(form, 'decision') === 'connect' ? 'connect' : 'cancel';
    const account = readAccountChoice(form);
    const outcome = decideConsent(engine, request, { ...(account ?? { portalId: 0 }), decision });
    return 'refusal' in outcome
      ? sendPage(c, connectionFailedPage(outcome.refusal), { status: 403 })
      : c.redirect(outcome.location, 302);
  });
  return routes;
}

function showConsent(engine: HubspotEngine, c: Context, portalId?: number): Promise<Response> {
  const request = readAuthorizeRequest(engine, new URL(c.req.url).search.slice(1), portalId);
  return isAuthorizeProblem(request)
    ? sendPage(c, connectionFailedPage(request.message), { status: 400 })
    : sendPage(c, consentPage(request, [...engine.state.portals.values()]));
}
