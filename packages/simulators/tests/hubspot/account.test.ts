import { afterEach, beforeEach, expect, it } from 'vitest';

import {
  ALDER,
  DEV_TEST,
  installApp,
  NORTHWIND,
  postForm,
  startHubspot,
  type RunningHubspot,
} from './start-hubspot.js';

let hubspot: RunningHubspot;

beforeEach(async () => {
  hubspot = await startHubspot();
});
afterEach(() => hubspot.close());

async function call(method: string, path: string, token: unknown): Promise<Response> {
  return fetch(hubspot.origin + path, { method, headers: { Authorization: `Bearer ${String(token)}` } });
}

it('tells the kind, currency and UI host of the account a token belongs to', async () => {
  const test = await installApp(hubspot, DEV_TEST);
  const details = await (await call('GET', '/account-info/2026-09/details', test.access_token)).json();
  expect(details).toMatchObject({
    portalId: DEV_TEST,
    accountType: 'DEVELOPER_TEST',
    uiDomain: 'app.hubspot.com',
  });
  const european = await installApp(hubspot, ALDER);
  expect(await (await call('GET', '/account-info/v3/details', european.access_token)).json()).toMatchObject({
    accountType: 'STANDARD',
    companyCurrency: 'EUR',
    uiDomain: 'app-eu1.hubspot.com',
    utcOffset: '+00:00',
  });
});

it('uninstalls by API with 204 and ends every token of that portal', async () => {
  const { access_token, refresh_token } = await installApp(hubspot);
  expect((await call('DELETE', '/appinstalls/2026-09/external-install', access_token)).status).toBe(204);
  expect((await call('GET', '/account-info/2026-09/details', access_token)).status).toBe(401);
  const form = { grant_type: 'refresh_token', refresh_token: String(refresh_token) };
  expect((await postForm(hubspot, '/oauth/2026-09/token', form)).body.status).toBe('BAD_REFRESH_TOKEN');
});

it('keeps the hub id when a portal installs again, with new tokens', async () => {
  const first = await installApp(hubspot);
  hubspot.control.uninstall(NORTHWIND);
  const second = await installApp(hubspot);
  expect(second.hub_id).toBe(first.hub_id);
  expect(second.refresh_token).not.toBe(first.refresh_token);
});

it('answers unknown paths in the shape of HubSpot’s errors', async () => {
  const response = await fetch(`${hubspot.origin}/crm/v9/nothing`);
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ status: 'error', correlationId: expect.any(String) });
});

it('answers 429 and then the real thing when a fault covers one call', async () => {
  await fetch(`${hubspot.origin}/_sim/hubspot/faults`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ pathPrefix: '/oauth/', httpStatus: 429, remaining: 1, retryAfterS: 2 }),
  });
  const introspect = (): ReturnType<typeof postForm> =>
    postForm(hubspot, '/oauth/2026-09/token/introspect', { token: 'x' });
  expect(await introspect()).toMatchObject({ status: 429, body: { policyName: 'TEN_SECONDLY_ROLLING' } });
  expect((await introspect()).status).toBe(200);
});
