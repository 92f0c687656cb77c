import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import {
  ALDER,
  authorizeUrl,
  consentedCode,
  installApp,
  NORTHWIND,
  postForm,
  REDIRECT,
  startHubspot,
  type RunningHubspot,
} from './start-hubspot.js';

const TOKEN = '/oauth/2026-09/token';
let hubspot: RunningHubspot;

beforeEach(async () => {
  hubspot = await startHubspot();
});
afterEach(() => hubspot.close());

describe('consent', () => {
  it('hands back a code and the state it was given', () => {
    const step = hubspot.control.answerConsent(authorizeUrl(hubspot), {
      portalId: NORTHWIND,
      decision: 'connect',
    });
    const location = new URL('location' in step ? step.location : 'about:blank');
    expect(location.origin + location.pathname).toBe(REDIRECT);
    expect(location.searchParams.get('code')).toMatch(/^na1-/);
    expect(location.searchParams.get('state')).toBe('st-1');
  });

  it('sends access_denied when the person cancels', () => {
    const step = hubspot.control.answerConsent(authorizeUrl(hubspot), {
      portalId: NORTHWIND,
      decision: 'cancel',
    });
    const location = new URL('location' in step ? step.location : 'about:blank');
    expect(location.searchParams.get('error')).toBe('access_denied');
    expect(location.searchParams.get('state')).toBe('st-1');
    expect(location.searchParams.has('code')).toBe(false);
  });

  it('lets only a Super Admin connect an app', () => {
    const step = hubspot.control.answerConsent(authorizeUrl(hubspot), {
      portalId: NORTHWIND,
      userId: NORTHWIND * 10 + 2,
      decision: 'connect',
    });
    expect(step).toEqual({ refusal: expect.stringContaining('needs Super Admin') });
  });

  it.each([
    ['an unknown client', { client_id: 'nobody' }, 'belongs to no app'],
    [
      'an unregistered redirect URL',
      { redirect_uri: 'https://evil.example/callback' },
      "doesn't match a redirect URL",
    ],
    [
      'a scope the link leaves out',
      { scope: 'oauth' },
      'leaves out what Ledger Sync requires: crm.objects.contacts.read',
    ],
    ['a scope the app is not set up with', { optional_scope: 'files' }, 'not set up with: files'],
  ])('shows an error page for %s', async (_case, changes, message) => {
    const response = await fetch(authorizeUrl(hubspot, changes));
    expect(response.status).toBe(400);
    expect((await response.text()).replaceAll('&#39;', "'")).toContain(message);
  });

  it('asks for %20 between scopes, as HubSpot documents it', async () => {
    const response = await fetch(authorizeUrl(hubspot).replaceAll('%20', '+'));
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('Separate them with %20');
  });
});

describe('token', () => {
  it('exchanges a code for a bearer token of 1,800 seconds and a regional refresh token', async () => {
    const body = await installApp(hubspot);
    expect(body).toMatchObject({
      token_type: 'bearer',
      token_use: 'access_token',
      expires_in: 1800,
      hub_id: NORTHWIND,
      refresh_token: expect.stringMatching(/^na1-/),
    });
    expect(body).not.toHaveProperty('user');
  });

  it('counts the app as installed only once the code was exchanged', async () => {
    const code = consentedCode(hubspot);
    expect(hubspot.control.installs()).toEqual([]);
    await postForm(hubspot, TOKEN, { grant_type: 'authorization_code', code, redirect_uri: REDIRECT });
    expect(hubspot.control.installs()).toHaveLength(1);
  });

  it('takes a code once and not after its minute', async () => {
    const form = { grant_type: 'authorization_code', redirect_uri: REDIRECT };
    const code = consentedCode(hubspot);
    expect((await postForm(hubspot, TOKEN, { ...form, code })).status).toBe(200);
    expect((await postForm(hubspot, TOKEN, { ...form, code })).body.status).toBe('BAD_AUTH_CODE');
    const late = consentedCode(hubspot);
    await hubspot.clock.advanceBy(60_000);
    expect((await postForm(hubspot, TOKEN, { ...form, code: late })).body).toEqual({
      error: 'invalid_grant',
      error_description: 'missing or unknown auth code',
      status: 'BAD_AUTH_CODE',
      message: 'missing or unknown auth code',
    });
  });

  it.each([
    ['BAD_CLIENT_ID', 400, { client_id: 'nobody' }],
    ['BAD_CLIENT_SECRET', 401, { client_secret: 'wrong' }],
    ['BAD_GRANT_TYPE', 400, { grant_type: 'password' }],
    ['BAD_REDIRECT_URI', 400, { redirect_uri: 'http://localhost:8787/other' }],
    ['BAD_AUTH_CODE', 400, { code: 'na1-none' }],
  ])('refuses with %s', async (status, httpStatus, change) => {
    const good = { grant_type: 'authorization_code', code: consentedCode(hubspot), redirect_uri: REDIRECT };
    const answer = await postForm(hubspot, TOKEN, { ...good, ...change });
    expect([answer.status, answer.body.status]).toEqual([httpStatus, status]);
  });

  it('keeps the refresh token on refresh, and replaces it when the app is set to rotate', async () => {
    const { refresh_token } = await installApp(hubspot);
    const form = { grant_type: 'refresh_token', refresh_token: String(refresh_token) };
    const kept = await postForm(hubspot, TOKEN, form);
    expect(kept.body.refresh_token).toBe(refresh_token);
    hubspot.control.configureApp({ rotatesRefreshTokens: true });
    const rotated = await postForm(hubspot, TOKEN, form);
    expect(rotated.body.refresh_token).not.toBe(refresh_token);
    expect((await postForm(hubspot, TOKEN, form)).body.status).toBe('BAD_REFRESH_TOKEN');
  });

  it('checks the PKCE verifier when a challenge was given', async () => {
    const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
    const url = authorizeUrl(hubspot, { code_challenge: challenge, code_challenge_method: 'S256' });
    const code = (): string => {
      const step = hubspot.control.answerConsent(url, { portalId: NORTHWIND, decision: 'connect' });
      return new URL('location' in step ? step.location : 'about:blank').searchParams.get('code') ?? '';
    };
    const form = { grant_type: 'authorization_code', redirect_uri: REDIRECT };
    const bad = await postForm(hubspot, TOKEN, { ...form, code: code(), code_verifier: 'no' });
    expect(bad.body.status).toBe('BAD_CODE_VERIFIER');
    const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
    expect((await postForm(hubspot, TOKEN, { ...form, code: code(), code_verifier: verifier })).status).toBe(
      200,
    );
  });

  it('gives client credentials for developer scopes only', async () => {
    const form = { grant_type: 'client_credentials' };
    const good = await postForm(hubspot, TOKEN, { ...form, scope: 'developer.webhooks_journal.read' });
    expect(good.body).toMatchObject({ token_use: 'client_credentials', expires_in: 1800 });
    expect(good.body).not.toHaveProperty('refresh_token');
    expect((await postForm(hubspot, TOKEN, { ...form, scope: 'oauth' })).body.status).toBe('BAD_SCOPES');
  });

  it('repeats exactly with the same seed', async () => {
    const again = await startHubspot();
    expect(await installApp(again)).toEqual(await installApp(hubspot));
    await again.close();
  });
});

describe('introspection and revocation', () => {
  const INTROSPECT = '/oauth/2026-09/token/introspect';

  it('is the only place that tells the installer’s e-mail', async () => {
    const { access_token } = await installApp(hubspot, ALDER);
    const { body } = await postForm(hubspot, INTROSPECT, {
      token: String(access_token),
      token_type_hint: 'access_token',
    });
    expect(body).toMatchObject({
      active: true,
      hub_id: ALDER,
      user: 'admin@alder-finch.example',
      hub_domain: 'alder-finch.example',
      expires_in: 1800,
      is_private_distribution: false,
    });
  });

  it('answers 200 and active:false for unknown, expired and revoked tokens', async () => {
    const { access_token, refresh_token } = await installApp(hubspot);
    await postForm(hubspot, '/oauth/2026-09/token/revoke', {
      token: String(refresh_token),
      token_type_hint: 'refresh_token',
    });
    await hubspot.clock.advanceBy(1_800_000);
    for (const token of ['nonsense', String(access_token), String(refresh_token)]) {
      expect(await postForm(hubspot, INTROSPECT, { token })).toEqual({
        status: 200,
        body: { active: false },
      });
    }
  });

  it('leaves access tokens alive when the refresh token is revoked, and the app installed', async () => {
    const { access_token, refresh_token } = await installApp(hubspot);
    expect((await postForm(hubspot, '/oauth/v3/token/revoke', { token: String(refresh_token) })).status).toBe(
      204,
    );
    expect((await postForm(hubspot, INTROSPECT, { token: String(access_token) })).body.active).toBe(true);
    const refreshed = await postForm(hubspot, TOKEN, {
      grant_type: 'refresh_token',
      refresh_token: String(refresh_token),
    });
    expect(refreshed.body.status).toBe('BAD_REFRESH_TOKEN');
    expect(hubspot.control.installs()[0]).not.toHaveProperty('uninstalledAt');
  });

  it('tells a closed account (BAD_HUB) from a disconnected one (BAD_REFRESH_TOKEN)', async () => {
    const first = await installApp(hubspot, NORTHWIND);
    const second = await installApp(hubspot, ALDER);
    hubspot.control.uninstall(NORTHWIND);
    hubspot.control.deletePortal(ALDER);
    const refresh = async (tokens: Record<string, unknown>): Promise<unknown> =>
      (
        await postForm(hubspot, TOKEN, {
          grant_type: 'refresh_token',
          refresh_token: String(tokens.refresh_token),
        })
      ).body.status;
    expect([await refresh(first), await refresh(second)]).toEqual(['BAD_REFRESH_TOKEN', 'BAD_HUB']);
  });
});
