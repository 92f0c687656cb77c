import { Hono, type Context } from 'hono';

import { isRecord } from '../crm/read-properties.js';
import type { MarketplaceVariant } from '../developer-app.js';
import type { NextStep } from './consent-control.js';
import { readJson, refuse } from './control-body.js';
import type { HubspotControl } from './hubspot-control.js';

/** Consent and Marketplace install without a browser; each answers `{ location }` or 400 with the refusal. */
export function createConsentControlRoutes(control: HubspotControl): Hono {
  const routes = new Hono();
  routes.post('/consent', async (c) => {
    const body = await readJson(c);
    if (!isRecord(body) || typeof body.authorizeUrl !== 'string' || typeof body.portalId !== 'number') {
      return refuse(c, 'Send { "authorizeUrl", "portalId", "userId"?, "decision"? }.');
    }
    const answer = { portalId: body.portalId, decision: decisionOf(body.decision), ...userOf(body.userId) };
    return respond(c, control.answerConsent(body.authorizeUrl, answer));
  });
  routes.post('/marketplace/start', async (c) => {
    const body = await readJson(c);
    if (!isRecord(body) || typeof body.portalId !== 'number') {
      return refuse(c, 'Send { "portalId", "userId"?, "variant"? }.');
    }
    const start = { portalId: body.portalId, ...userOf(body.userId), ...variantOf(body.variant) };
    return respond(c, control.startMarketplaceInstall(start));
  });
  routes.post('/marketplace/consent', async (c) => {
    const body = await readJson(c);
    if (!isRecord(body) || typeof body.returnUrl !== 'string') {
      return refuse(c, 'Send { "returnUrl", "decision"? }.');
    }
    return respond(c, control.answerMarketplaceConsent(body.returnUrl, decisionOf(body.decision)));
  });
  return routes;
}

function respond(c: Context, step: NextStep): Response {
  return 'refusal' in step ? refuse(c, step.refusal) : c.json(step);
}

function decisionOf(value: unknown): 'connect' | 'cancel' {
  return value === 'cancel' ? 'cancel' : 'connect';
}

function variantOf(value: unknown): { readonly variant?: MarketplaceVariant } {
  return value === 'plain' || value === 'own_sign_in' ? { variant: value } : {};
}

function userOf(value: unknown): { readonly userId?: number } {
  return typeof value === 'number' ? { userId: value } : {};
}
