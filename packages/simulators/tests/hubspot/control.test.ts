import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import {
  authorizeUrl,
  NORTHWIND,
  postForm,
  REDIRECT,
  startHubspot,
  type RunningHubspot,
} from './start-hubspot.js';

let hubspot: RunningHubspot;

beforeEach(async () => {
  hubspot = await startHubspot();
});
afterEach(() => hubspot.close());

interface SimAnswer {
  readonly status: number;
  /** The body; an empty one reads as an empty object. */
  readonly json: Record<string, unknown>;
  /** `location` of an answer that has one. */
  readonly location: string;
  /** Message of a refusal. */
  readonly message: string;
}

async function sim(method: string, path: string, body?: unknown): Promise<SimAnswer> {
  const response = await fetch(`${hubspot.origin}/_sim/hubspot${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  const error = json.error as { message: string } | undefined;
  return {
    status: response.status,
    json,
    location: typeof json.location === 'string' ? json.location : '',
    message: error?.message ?? '',
  };
}

async function exchange(location: string): Promise<number> {
  const code = new URL(location).searchParams.get('code') ?? '';
  const form = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT };
  return (await postForm(hubspot, '/oauth/2026-09/token', form)).status;
}

describe('the control routes', () => {
  it('configure the app and name the setting that is wrong', async () => {
    const good = await sim('PUT', '/app', {
      appOrigin: 'http://127.0.0.1:8787',
      card: { title: 'Card', fn: 'show' },
    });
    expect(good.json).toMatchObject({ name: 'Ledger Sync', appOrigin: 'http://127.0.0.1:8787' });
    const unknown = await sim('PUT', '/app', { redirect: 'x' });
    expect([unknown.status, unknown.message]).toEqual([
      400,
      expect.stringContaining('Unknown app setting "redirect"'),
    ]);
    const wrong = await sim('PUT', '/app', { redirectUrls: ['http://app.example/callback'] });
    expect(wrong.message).toBe('App setting "redirectUrls" must be a list of https or loopback http URLs.');
  });

  it('answer consent without a browser', async () => {
    const { location } = await sim('POST', '/consent', {
      authorizeUrl: authorizeUrl(hubspot),
      portalId: NORTHWIND,
    });
    expect(await exchange(location)).toBe(200);
    expect((await sim('GET', '/installs')).json.installs).toMatchObject([{ portalId: NORTHWIND }]);
    expect((await sim('POST', `/portals/${NORTHWIND}/uninstall`)).status).toBe(204);
    expect((await sim('POST', `/portals/${NORTHWIND}/uninstall`)).status).toBe(404);
  });

  it('walk the plain Marketplace flow: code and returnUrl, no state', async () => {
    const start = await sim('POST', '/marketplace/start', { portalId: NORTHWIND, variant: 'plain' });
    const consent = await sim('POST', '/marketplace/consent', { returnUrl: start.location });
    const redirect = new URL(consent.location);
    expect([...redirect.searchParams.keys()].sort()).toEqual(['code', 'returnUrl']);
    expect(await exchange(redirect.href)).toBe(200);
    const returned = await fetch(redirect.searchParams.get('returnUrl') ?? '');
    expect(await returned.text()).toContain('Ledger Sync is connected to Northwind Trading');
  });

  it('walk both legs of the own-sign-in Marketplace flow', async () => {
    const start = await sim('POST', '/marketplace/start', { portalId: NORTHWIND, variant: 'own_sign_in' });
    const legOne = new URL(start.location).searchParams;
    expect(legOne.get('step')).toBe('authorize');
    const returnUrl = legOne.get('returnUrl') ?? '';
    expect((await sim('POST', '/marketplace/consent', { returnUrl })).message).toContain('without state');
    const consent = await sim('POST', '/marketplace/consent', { returnUrl: `${returnUrl}?state=account-1` });
    const legTwo = new URL(consent.location).searchParams;
    expect(legTwo.get('step')).toBe('finalize');
    expect(legTwo.get('state')).toBe('account-1');
    expect(await exchange(consent.location)).toBe(200);
    expect(await (await fetch(legTwo.get('returnUrl') ?? '')).text()).toContain('is connected to');
  });

  it('show that an app which returns without exchanging the code is not connected', async () => {
    const start = await sim('POST', '/marketplace/start', { portalId: NORTHWIND });
    const consent = await sim('POST', '/marketplace/consent', { returnUrl: start.location });
    const response = await fetch(new URL(consent.location).searchParams.get('returnUrl') ?? '');
    expect(response.status).toBe(409);
    expect(await response.text()).toContain('before it exchanged the authorization code');
  });

  it('create and close portals', async () => {
    const created = await sim('POST', '/portals', {
      portalId: 52,
      portalName: 'Cobalt Logistics',
      accountType: 'SANDBOX',
    });
    expect(created.json).toMatchObject({
      portalId: 52,
      hubDomain: 'portal-52.example',
      accountType: 'SANDBOX',
    });
    expect((await fetch(`${hubspot.origin}/contacts/52/record/0-1/101`)).status).toBe(200);
    const wrong = await sim('POST', '/portals', { portalId: 53, portalName: 'X', accountType: 'FREE' });
    expect([wrong.status, wrong.message]).toEqual([400, expect.stringContaining('STANDARD, DEVELOPER_TEST')]);
    expect((await sim('DELETE', '/portals/52')).status).toBe(204);
    expect((await sim('DELETE', '/portals/53')).status).toBe(404);
  });

  it('say what to configure before the app can be called', async () => {
    const { status, message } = await sim('POST', '/call/function', { portalId: NORTHWIND, name: 'x' });
    expect([status, message]).toEqual([400, expect.stringContaining('"appOrigin"')]);
  });

  it('turn the clock', async () => {
    const response = await fetch(`${hubspot.origin}/_sim/clock/advance`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ byMs: 86_400_000 }),
    });
    expect(await response.json()).toMatchObject({ nowMs: Date.UTC(2026, 10, 21, 9) });
  });
});
