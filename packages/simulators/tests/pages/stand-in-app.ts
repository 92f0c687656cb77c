import { createHmac } from 'node:crypto';

import { Hono, type Context } from 'hono';

import { listenOnLoopback } from '../../src/kernel/http-listener.js';
import type { RunningHubspot } from '../hubspot/start-hubspot.js';

/** The app under HubSpot's hands: exchanges codes, checks signatures, answers cards as `access` says. */
export interface StandInApp {
  readonly origin: string;
  access: 'entitled' | 'unpaid' | 'down';
  /** Signatures that did not match. */
  readonly rejected: string[];
  close(): Promise<void>;
}

export async function startStandInApp(hubspot: RunningHubspot): Promise<StandInApp> {
  const routes = new Hono();
  const app: StandInApp = { origin: '', access: 'unpaid', rejected: [], close: () => Promise.resolve() };
  routes.get('/oauth/start', (c) => c.redirect(startUrl(hubspot, app.origin)));
  routes.get('/oauth/callback', (c) => callback(hubspot, app.origin, c));
  routes.post('/fn/:name', async (c) => {
    if (!(await isSigned(hubspot, app.origin, c))) app.rejected.push(c.req.url);
    return answerCard(app, c);
  });
  for (const surface of ['actions', 'tools']) {
    routes.post(`/${surface}/:name`, async (c) => {
      if (!(await isSigned(hubspot, app.origin, c))) app.rejected.push(c.req.url);
      const body = await c.req.json<{ inputFields: Record<string, unknown> }>();
      return c.json({
        outputFields: {
          hs_execution_state: 'SUCCESS',
          enriched: true,
          echoedInput: JSON.stringify(body.inputFields),
        },
      });
    });
  }
  const listener = await listenOnLoopback(routes, 0);
  const { origin } = listener;
  hubspot.control.configureApp({
    appOrigin: origin,
    redirectUrls: [`${origin}/oauth/callback`],
    card: { title: 'Ledger overview', fn: 'overview', args: { period: 'month' } },
    actions: [{ name: 'enrich-contact', label: 'Enrich contact', inputFields: { depth: 'full' } }],
    tools: [{ name: 'find-invoices', label: 'Find invoices' }],
  });
  return Object.assign(app, { origin, close: () => listener.close() });
}

function startUrl(hubspot: RunningHubspot, origin: string): string {
  const { clientId, scopes } = hubspot.control.app();
  const scope = scopes.map(encodeURIComponent).join('%20');
  return `${hubspot.origin}/oauth/authorize?client_id=${clientId}&redirect_uri=${encodeURIComponent(`${origin}/oauth/callback`)}&scope=${scope}&state=s1`;
}

async function callback(hubspot: RunningHubspot, origin: string, c: Context): Promise<Response> {
  const { code, returnUrl, step, error } = c.req.query();
  if (error !== undefined) return c.html(`<h1>Not connected: ${error}</h1>`);
  if (step === 'authorize') return c.redirect(`${returnUrl ?? ''}?state=account-1`);
  const { clientId, clientSecret } = hubspot.control.app();
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uri: `${origin}/oauth/callback`,
    code: code ?? '',
  });
  const response = await fetch(`${hubspot.origin}/oauth/2026-09/token`, { method: 'POST', body });
  if (!response.ok) return c.html(`<h1>Exchange failed: ${await response.text()}</h1>`, 502);
  return returnUrl === undefined ? c.html('<h1>Welcome to Ledger Sync</h1>') : c.redirect(returnUrl);
}

async function isSigned(hubspot: RunningHubspot, origin: string, c: Context): Promise<boolean> {
  const { pathname, search } = new URL(c.req.url);
  const uri = (origin + pathname + search).replaceAll('%40', '@');
  const timestamp = c.req.header('x-hubspot-request-timestamp') ?? '';
  const expected = createHmac('sha256', hubspot.control.app().clientSecret)
    .update(`POST${uri}${await c.req.text()}${timestamp}`)
    .digest('base64');
  return c.req.header('x-hubspot-signature-v3') === expected;
}

function answerCard(app: StandInApp, c: Context): Response {
  if (app.access === 'down') return c.json({ ok: false, error: { code: 'BILLING_UNAVAILABLE' } }, 503);
  if (app.access === 'entitled') {
    return c.json({
      ok: true,
      result: { openInvoices: 4, overdueAmount: '$1,240.00', lastSyncedAt: 'Nov 20, 2026', autoSync: true },
    });
  }
  const error = {
    code: 'PLAN_UPGRADE_REQUIRED',
    feature: 'card.overview',
    currentPlan: 'free',
    status: 'trialing',
    upgradeUrl: `${app.origin}/billing/checkout`,
  };
  return c.json({ ok: false, error }, 402);
}
