import { describe, expect, it } from 'vitest';

import { createTokenClient, type TokenClient } from '../../src/hubspot/index.js';
import type { ErrorCode } from '../../src/kernel/error-code.js';
import { hsxErrorOf } from './hsx-error-of.js';
import {
  json,
  refusal,
  scriptedHubspot,
  tokens,
  type Answer,
  type RecordedCall,
} from './scripted-hubspot.js';

const NOW = Date.UTC(2026, 10, 20, 9, 0, 0);
const TOKEN = '/oauth/2026-09/token';
const INTROSPECT = '/oauth/2026-09/token/introspect';
const REVOKE = '/oauth/2026-09/token/revoke';
const DETAILS = '/account-info/2026-09/details';
const UNINSTALL = '/appinstalls/2026-09/external-install';

function clientOf(answers: Readonly<Record<string, (call: RecordedCall) => Answer>>, timeoutMs = 1_000) {
  const hubspot = scriptedHubspot(answers);
  const client = createTokenClient({
    clientId: 'client-1',
    clientSecret: 'the-client-secret',
    redirectUri: 'https://app.example.com/oauth/callback',
    clock: { now: () => NOW },
    fetch: hubspot.fetch,
    timeoutMs,
  });
  return { client, calls: hubspot.calls };
}

describe('the token client', () => {
  it("exchanges a code at the dated endpoint with the app's credentials in the form", async () => {
    const { client, calls } = clientOf({
      [TOKEN]: () => tokens('1', { hub_id: 1, user_id: 7, scopes: ['oauth'] }),
    });
    expect(await client.exchangeCode('code-1')).toEqual({
      accessToken: 'access-1',
      refreshToken: 'na1-refresh-1',
      accessExpiresAt: NOW + 1_800_000,
      issuedAt: NOW,
      scopes: ['oauth'],
      userId: '7',
    });
    expect(calls[0]?.url).toBe(`https://api.hubapi.com${TOKEN}`);
    expect(calls[0]?.method).toBe('POST');
    expect(calls[0]?.headers.get('content-type')).toMatch(/^application\/x-www-form-urlencoded/);
    expect(Object.fromEntries(calls[0]!.form)).toEqual({
      grant_type: 'authorization_code',
      client_id: 'client-1',
      client_secret: 'the-client-secret',
      code: 'code-1',
      redirect_uri: 'https://app.example.com/oauth/callback',
    });
  });

  it('refreshes without a redirect URL and takes the refresh token that came last', async () => {
    const { client, calls } = clientOf({ [TOKEN]: () => tokens('2') });
    expect(await client.refresh('na1-old')).toMatchObject({
      accessToken: 'access-2',
      refreshToken: 'na1-refresh-2',
    });
    expect(Object.fromEntries(calls[0]!.form)).toEqual({
      grant_type: 'refresh_token',
      client_id: 'client-1',
      client_secret: 'the-client-secret',
      refresh_token: 'na1-old',
    });
  });

  it('keeps the old refresh token when HubSpot sends none', async () => {
    const { client } = clientOf({ [TOKEN]: () => json({ access_token: 'a', expires_in: 1800 }) });
    expect(await client.refresh('na1-old')).toMatchObject({
      refreshToken: 'na1-old',
      scopes: null,
      userId: null,
    });
  });

  it.each([
    [undefined, 1_800_000],
    ['900', 900_000],
    [59.5, 59_500],
    [0, 1_800_000],
    [-5, 1_800_000],
    ['soon', 1_800_000],
  ])('reads a lifetime of %s leniently', async (expires_in, lifetimeMs) => {
    const { client } = clientOf({ [TOKEN]: () => tokens('1', { expires_in }) });
    expect((await client.exchangeCode('c')).accessExpiresAt).toBe(NOW + lifetimeMs);
  });

  it('introspects a token in the body, never in the address', async () => {
    const { client, calls } = clientOf({
      [INTROSPECT]: () =>
        json({
          active: true,
          hub_id: 62515,
          user_id: 7,
          user: 'admin@northwind.example',
          app_id: 54321,
          scopes: ['oauth', 'tickets'],
          signed_access_token: { signature: 'secret' },
        }),
    });
    expect(await client.introspect('access-1', 'access_token')).toEqual({
      isActive: true,
      portalId: '62515',
      userEmail: 'admin@northwind.example',
      userId: '7',
      appId: '54321',
      scopes: ['oauth', 'tickets'],
    });
    expect(calls[0]?.url).not.toContain('access-1');
    expect(calls[0]?.form.get('token')).toBe('access-1');
    expect(calls[0]?.form.get('token_type_hint')).toBe('access_token');
  });

  it.each([{ active: false }, { active: 'true', hub_id: 1 }, {}])(
    'takes %j for a dead token',
    async (body) => {
      const { client } = clientOf({ [INTROSPECT]: () => json(body) });
      expect(await client.introspect('x', 'refresh_token')).toEqual({ isActive: false });
    },
  );

  it("revokes the refresh token, and uninstalls with the portal's own access token", async () => {
    const { client, calls } = clientOf({
      [REVOKE]: () => new Response(null, { status: 204 }),
      [UNINSTALL]: () => new Response(null, { status: 204 }),
    });
    await client.revoke('na1-old');
    await client.uninstall('access-1');
    expect(calls[0]?.form.get('token')).toBe('na1-old');
    expect(calls[0]?.form.get('token_type_hint')).toBe('refresh_token');
    expect(calls[1]?.method).toBe('DELETE');
    expect(calls[1]?.headers.get('authorization')).toBe('Bearer access-1');
  });

  it('accepts a revocation answered by 200 with an empty object', async () => {
    const { client } = clientOf({ [REVOKE]: () => json({}) });
    await expect(client.revoke('na1-old')).resolves.toBeUndefined();
  });

  it('reads what kind of account a portal is, and calls an unheard-of kind UNKNOWN', async () => {
    const { client } = clientOf({
      [DETAILS]: () => json({ accountType: 'SANDBOX', uiDomain: 'app.hubspot.com' }),
    });
    expect(await client.accountDetails('access-1')).toEqual({
      accountType: 'SANDBOX',
      portalName: null,
      uiDomain: 'app.hubspot.com',
      timeZone: null,
      companyCurrency: null,
    });
    const later = clientOf({ [DETAILS]: () => json({ accountType: 'HOLOGRAM' }) });
    expect((await later.client.accountDetails('access-1')).accountType).toBe('UNKNOWN');
  });
});

describe("what HubSpot's refusals mean", () => {
  const refresh = (client: TokenClient): Promise<unknown> => client.refresh('na1-old');

  it.each<[what: string, answer: () => Response, code: ErrorCode]>([
    ['BAD_REFRESH_TOKEN', () => refusal('BAD_REFRESH_TOKEN'), 'INSTALL_REVOKED'],
    ['BAD_HUB', () => refusal('BAD_HUB'), 'INSTALL_REVOKED'],
    ['BAD_AUTH_CODE', () => refusal('BAD_AUTH_CODE'), 'OAUTH_REFUSED'],
    ['BAD_REDIRECT_URI', () => refusal('BAD_REDIRECT_URI'), 'HUBSPOT_MISCONFIGURED'],
    ['BAD_CLIENT_ID', () => refusal('BAD_CLIENT_ID'), 'HUBSPOT_MISCONFIGURED'],
    ['BAD_CLIENT_SECRET', () => refusal('BAD_CLIENT_SECRET', 401), 'HUBSPOT_MISCONFIGURED'],
    ['BAD_CODE_VERIFIER', () => refusal('BAD_CODE_VERIFIER'), 'HUBSPOT_MISCONFIGURED'],
    ['BAD_SCOPES', () => refusal('BAD_SCOPES'), 'HUBSPOT_MISCONFIGURED'],
    ['BAD_GRANT_TYPE', () => refusal('BAD_GRANT_TYPE'), 'HUBSPOT_MISCONFIGURED'],
    ['an unheard-of status', () => refusal('BAD_WEATHER'), 'HUBSPOT_MISCONFIGURED'],
    ['invalid_grant without a status', () => json({ error: 'invalid_grant' }, 400), 'HUBSPOT_MISCONFIGURED'],
    ['400 without a body', () => new Response('', { status: 400 }), 'HUBSPOT_MISCONFIGURED'],
    ['404 with HTML', () => new Response('<h1>404</h1>', { status: 404 }), 'HUBSPOT_MISCONFIGURED'],
    ['401', () => json({ status: 'error', message: 'x' }, 401), 'HUBSPOT_MISCONFIGURED'],
    ['403', () => json({ status: 'error', message: 'x' }, 403), 'HUBSPOT_MISCONFIGURED'],
    ['429', () => json({ status: 'error', errorType: 'RATE_LIMIT' }, 429), 'HUBSPOT_UNAVAILABLE'],
    ['423', () => json({}, 423), 'HUBSPOT_UNAVAILABLE'],
    ['477', () => json({}, 477), 'HUBSPOT_UNAVAILABLE'],
    ['500', () => new Response('oops', { status: 500 }), 'HUBSPOT_UNAVAILABLE'],
    ['521', () => new Response('', { status: 521 }), 'HUBSPOT_UNAVAILABLE'],
    ['503 that says BAD_REFRESH_TOKEN', () => refusal('BAD_REFRESH_TOKEN', 503), 'HUBSPOT_UNAVAILABLE'],
    [
      '302',
      () => new Response('', { status: 302, headers: { location: 'https://evil.example' } }),
      'HUBSPOT_UNAVAILABLE',
    ],
    ['200 with HTML', () => new Response('<h1>Maintenance</h1>'), 'HUBSPOT_UNAVAILABLE'],
    ['200 with a list', () => json([]), 'HUBSPOT_UNAVAILABLE'],
    ['200 without tokens', () => json({ token_type: 'bearer' }), 'HUBSPOT_UNAVAILABLE'],
    ['200 with a token that fits no header', () => tokens('ü\n'), 'HUBSPOT_UNAVAILABLE'],
  ])('follow from status and code: %s', async (_what, answer, code) => {
    const { client } = clientOf({ [TOKEN]: answer });
    expect((await hsxErrorOf(() => refresh(client))).code).toBe(code);
  });

  it('never include following a redirect, which would hand the client secret to another host', async () => {
    const { client, calls } = clientOf({ [TOKEN]: () => tokens('1') });
    await refresh(client);
    expect(calls[0]?.redirect).toBe('manual');
  });

  it('are transient when the connection fails', async () => {
    const { client } = clientOf({ [TOKEN]: () => new TypeError('fetch failed') });
    const error = await hsxErrorOf(() => refresh(client));
    expect(error).toMatchObject({ code: 'HUBSPOT_UNAVAILABLE', retryable: true });
    expect(error.message).toBe('HubSpot gave no usable answer (POST /oauth/2026-09/token).');
  });

  it('are transient when no answer comes within the deadline', async () => {
    const client = createTokenClient({
      clientId: 'client-1',
      clientSecret: 'the-client-secret',
      redirectUri: 'https://app.example.com/oauth/callback',
      clock: { now: () => NOW },
      timeoutMs: 20,
      fetch: (_url, init) =>
        new Promise((_resolve, reject) => {
          init.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error));
        }),
    });
    const error = await hsxErrorOf(() => refresh(client));
    expect(error.code).toBe('HUBSPOT_UNAVAILABLE');
    expect((error.cause as Error).name).toBe('TimeoutError');
  });

  it('are transient when introspection names no readable portal, which is never taken for another', async () => {
    for (const hub_id of [undefined, 0, '1 OR 1', 1.5, 1e30]) {
      const { client } = clientOf({ [INTROSPECT]: () => json({ active: true, hub_id }) });
      expect((await hsxErrorOf(() => client.introspect('x', 'access_token'))).code).toBe(
        'HUBSPOT_UNAVAILABLE',
      );
    }
  });

  it("tells programs the status, HubSpot's codes and when to try again", async () => {
    const body = { status: 'error', message: 'x', correlationId: 'b1c2-3', errorType: 'RATE_LIMIT' };
    const { client } = clientOf({ [TOKEN]: () => json(body, 429, { 'retry-after': '7' }) });
    expect((await hsxErrorOf(() => refresh(client))).details).toEqual({
      operation: 'POST /oauth/2026-09/token',
      httpStatus: 429,
      hubspotStatus: 'error',
      hubspotError: null,
      hubspotCategory: null,
      correlationId: 'b1c2-3',
      retryAfterMs: 7_000,
    });
  });

  it('are told without any token, code or secret, even when HubSpot repeats them', async () => {
    const echo = (call: RecordedCall): Response =>
      json({ status: call.form.toString(), message: call.form.toString(), error: call.form.toString() }, 400);
    const { client } = clientOf({ [TOKEN]: echo, [DETAILS]: () => json({ message: 'access-secret' }, 401) });
    const token = 'na1-1a2b3c4d-1a2b-1a2b-1a2b-1a2b3c4d5e6f';
    const bare = clientOf({
      [TOKEN]: () => json({ status: token, error: token, correlationId: token }, 400),
    });
    const refused = await hsxErrorOf(() => bare.client.refresh(token));
    expect(`${refused.message} ${JSON.stringify(refused.details)}`).not.toContain(token);
    const errors = [
      await hsxErrorOf(() => client.refresh('na1-refresh-secret')),
      await hsxErrorOf(() => client.exchangeCode('code-secret')),
      await hsxErrorOf(() => client.accountDetails('access-secret')),
    ];
    for (const error of errors) {
      const told = [
        error.message,
        error.hint,
        error.stack,
        JSON.stringify(error.details),
        String(error.cause),
      ];
      expect(told.join('\n')).not.toMatch(/secret(?!, redirect)/);
    }
  });
});
