import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import {
  authorizeUrl,
  checkReturnUrl,
  classifyCallback,
  completeInstall,
  returnUrlWithState,
  saveInstalledTokens,
  type Callback,
  type InstalledPortal,
} from '../../src/hubspot/index.js';
import { MINUTE_MS } from '../../src/kernel/instant.js';
import type { AccountKey } from '../../src/kernel/ids.js';
import { hsxErrorOf } from './hsx-error-of.js';
import {
  encryption,
  REDIRECT_URI,
  SCOPES,
  startSimulatedWorld,
  type ControlAnswer,
  type SimulatedWorld,
} from './simulated-world.js';

const PORTAL = 51200417;
const KEY: AccountKey = { app: 'enricher', mode: 'test', portalId: String(PORTAL) };

let world: SimulatedWorld;
beforeEach(async () => {
  world = await startSimulatedWorld();
});
afterEach(() => world.close());

/** What the browser brings to the callback after the person answered HubSpot's consent page. */
async function consent(decision: 'connect' | 'cancel', portalId = PORTAL): Promise<Callback> {
  const url = authorizeUrl({
    clientId: world.clientId,
    redirectUri: REDIRECT_URI,
    scopes: SCOPES,
    state: await world.states.createState({ returnTo: '/welcome' }),
    origins: world.origins,
  });
  return visit(await world.control('POST', '/consent', { authorizeUrl: url, portalId, decision }));
}

function visit({ location = '' }: ControlAnswer): Callback {
  expect(location.startsWith(REDIRECT_URI)).toBe(true);
  return classifyCallback(new URL(location).searchParams);
}

function expectKind<K extends Callback['kind']>(callback: Callback, kind: K): Extract<Callback, { kind: K }> {
  expect(callback.kind).toBe(kind);
  return callback as Extract<Callback, { kind: K }>;
}

async function install(portalId = PORTAL): Promise<InstalledPortal> {
  const { code } = expectKind(await consent('connect', portalId), 'standard');
  const installed = await completeInstall({ client: world.client, code });
  const key = { ...KEY, portalId: installed.portalId };
  await saveInstalledTokens({ store: world.store, encryption, key, installed });
  return installed;
}

function checked(returnUrl: string): string {
  return checkReturnUrl(returnUrl, { extraOrigins: [world.origins.appOrigin] });
}

describe('an install from our own link', () => {
  it('ends with portal, installer, scopes and account type', async () => {
    expect(await install()).toMatchObject({
      portalId: String(PORTAL),
      adminEmail: 'admin@northwind-trading.example',
      scopes: SCOPES,
      accountType: 'STANDARD',
    });
    expect((await install(51209900)).accountType).toBe('DEVELOPER_TEST');
  });

  it('brings back the state once', async () => {
    const { state } = expectKind(await consent('connect'), 'standard');
    expect(await world.states.readState(state)).toEqual({ returnTo: '/welcome' });
    expect((await hsxErrorOf(() => world.states.readState(state))).details).toEqual({ reason: 'used' });
  });

  it('brings back a state that is refused after ten minutes', async () => {
    const { state } = expectKind(await consent('connect'), 'standard');
    await world.advance(10 * MINUTE_MS);
    expect((await hsxErrorOf(() => world.states.readState(state))).details).toEqual({ reason: 'expired' });
  });

  it('cannot be finished twice with one code', async () => {
    const { code } = expectKind(await consent('connect'), 'standard');
    await completeInstall({ client: world.client, code });
    const again = await hsxErrorOf(() => completeInstall({ client: world.client, code }));
    expect(again.code).toBe('OAUTH_REFUSED');
    const invented = await hsxErrorOf(() => completeInstall({ client: world.client, code: 'na1-invented' }));
    expect(invented.code).toBe('OAUTH_REFUSED');
  });

  it('says so when the person cancels', async () => {
    expect(await consent('cancel')).toMatchObject({ kind: 'refused', error: 'access_denied' });
  });

  it('is finished when account details are down, with an unknown account type', async () => {
    await world.control('POST', '/faults', { pathPrefix: '/account-info', httpStatus: 503, remaining: 1 });
    expect((await install()).accountType).toBe('UNKNOWN');
  });

  it('blames the configuration for a wrong client secret', async () => {
    const { code } = expectKind(await consent('connect'), 'standard');
    const client = world.clientWith({ clientSecret: 'wrong' });
    expect((await hsxErrorOf(() => completeInstall({ client, code }))).code).toBe('HUBSPOT_MISCONFIGURED');
  });
});

describe('an install from the Marketplace', () => {
  it('in the plain variant comes with a code and goes back to the return URL', async () => {
    const started = await world.control('POST', '/marketplace/start', { portalId: PORTAL, variant: 'plain' });
    const callback = expectKind(
      visit(await world.control('POST', '/marketplace/consent', { returnUrl: started.location })),
      'marketplacePlain',
    );
    const installed = await completeInstall({ client: world.client, code: callback.code });
    expect(installed.portalId).toBe(String(PORTAL));
    const back = await fetch(checked(callback.returnUrl));
    expect(back.status).toBe(200);
  });

  it('with the own sign-in comes twice and brings the state of leg 1 to leg 2', async () => {
    const start = { portalId: PORTAL, variant: 'own_sign_in' };
    const leg1 = expectKind(
      visit(await world.control('POST', '/marketplace/start', start)),
      'marketplaceAuthorize',
    );
    const returnUrl = returnUrlWithState(checked(leg1.returnUrl), await world.states.createState());
    const leg2 = expectKind(
      visit(await world.control('POST', '/marketplace/consent', { returnUrl })),
      'marketplaceFinalize',
    );
    await world.states.readState(leg2.state);
    const installed = await completeInstall({ client: world.client, code: leg2.code });
    expect(installed.portalId).toBe(String(PORTAL));
    expect((await fetch(checked(leg2.returnUrl))).status).toBe(200);
    expect((await hsxErrorOf(() => world.states.readState(leg2.state))).details).toEqual({ reason: 'used' });
  });

  it('has a return URL that production refuses, since it is not HubSpot', async () => {
    const start = { portalId: PORTAL, variant: 'own_sign_in' };
    const leg1 = expectKind(
      visit(await world.control('POST', '/marketplace/start', start)),
      'marketplaceAuthorize',
    );
    expect((await hsxErrorOf(() => checkReturnUrl(leg1.returnUrl))).code).toBe('RETURN_URL_REFUSED');
  });
});

describe('access to an installed portal', () => {
  it.each([false, true])(
    'lasts over many renewals (refresh tokens rotate: %s)',
    async (rotatesRefreshTokens) => {
      await world.control('PUT', '/app', { rotatesRefreshTokens });
      await install();
      const source = world.newProcess();
      const seen = new Set<string>();
      for (let renewal = 0; renewal < 4; renewal++) {
        const token = await source.accessToken(KEY);
        seen.add(token);
        expect(await world.client.introspect(token, 'access_token')).toMatchObject({ isActive: true });
        await world.advance(31 * MINUTE_MS);
      }
      expect(seen.size).toBe(4);
    },
  );

  it.each([false, true])(
    'is renewed by four processes at once (refresh tokens rotate: %s)',
    async (rotatesRefreshTokens) => {
      await world.control('PUT', '/app', { rotatesRefreshTokens });
      await install();
      await world.advance(31 * MINUTE_MS);
      const sources = Array.from({ length: 4 }, () => world.newProcess());
      const tokens = await Promise.all(sources.map((source) => source.accessToken(KEY)));
      expect(new Set(tokens).size).toBe(1);
      expect(await world.client.introspect(tokens[0]!, 'access_token')).toMatchObject({ isActive: true });
    },
  );

  it('ends as revoked when the portal uninstalls, loses its tokens or is closed', async () => {
    const endings: readonly (readonly ['POST' | 'DELETE', string])[] = [
      ['POST', `/portals/${PORTAL}/uninstall`],
      ['POST', `/portals/${PORTAL}/kill-tokens`],
      ['DELETE', `/portals/${PORTAL}`],
    ];
    for (const [method, path] of endings) {
      await install();
      await world.control(method, path);
      await world.advance(31 * MINUTE_MS);
      expect((await hsxErrorOf(() => world.newProcess().accessToken(KEY))).code).toBe('INSTALL_REVOKED');
    }
  });

  it('ends as revoked when we uninstall or revoke ourselves', async () => {
    const { tokens } = await install();
    await world.client.uninstall(tokens.accessToken);
    await world.client.revoke(tokens.refreshToken);
    expect(await world.client.introspect(tokens.refreshToken, 'refresh_token')).toEqual({ isActive: false });
    await world.advance(31 * MINUTE_MS);
    expect((await hsxErrorOf(() => world.newProcess().accessToken(KEY))).code).toBe('INSTALL_REVOKED');
  });

  it('never looks revoked because of a wrong client secret or a bad hour at HubSpot', async () => {
    await install();
    await world.advance(31 * MINUTE_MS);
    const misconfigured = world.newProcess(world.clientWith({ clientSecret: 'wrong' }));
    expect((await hsxErrorOf(() => misconfigured.accessToken(KEY))).code).toBe('HUBSPOT_MISCONFIGURED');
    for (const httpStatus of [429, 423, 477, 500, 503]) {
      const fault = { pathPrefix: '/oauth', httpStatus, remaining: 1, retryAfterS: 3 };
      await world.control('POST', '/faults', fault);
      const error = await hsxErrorOf(() => world.newProcess().accessToken(KEY));
      expect(error).toMatchObject({
        code: 'HUBSPOT_UNAVAILABLE',
        details: { httpStatus, retryAfterMs: 3_000 },
      });
    }
    const token = await world.newProcess().accessToken(KEY);
    expect(await world.client.introspect(token, 'access_token')).toMatchObject({ isActive: true });
  });

  it('comes back with a reinstall', async () => {
    await install();
    await world.control('POST', `/portals/${PORTAL}/uninstall`);
    const again = await install();
    expect(await world.newProcess().accessToken(KEY)).toBe(again.tokens.accessToken);
  });
});
