import { describe, expect, it } from 'vitest';

import { completeInstall, createTokenClient } from '../../src/hubspot/index.js';
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
const DETAILS = '/account-info/2026-09/details';

const goodAnswers: Readonly<Record<string, (call: RecordedCall) => Answer>> = {
  [TOKEN]: () => tokens('1', { hub_id: 999, user_id: 1, scopes: ['other'] }),
  [INTROSPECT]: () =>
    json({ active: true, hub_id: 62515, user_id: 7, user: 'admin@northwind.example', scopes: ['oauth'] }),
  [DETAILS]: () => json({ portalId: 999, accountType: 'DEVELOPER_TEST' }),
};

function installWith(answers: Readonly<Record<string, (call: RecordedCall) => Answer>>): Promise<unknown> {
  const { fetch } = scriptedHubspot({ ...goodAnswers, ...answers });
  const client = createTokenClient({
    clientId: 'client-1',
    clientSecret: 'the-client-secret',
    redirectUri: 'https://app.example.com/oauth/callback',
    clock: { now: () => NOW },
    fetch,
  });
  return completeInstall({ client, code: 'code-1' });
}

describe('an install', () => {
  it('belongs to the portal and the person that introspection names, whatever other answers say', async () => {
    expect(await installWith({})).toMatchObject({
      portalId: '62515',
      adminEmail: 'admin@northwind.example',
      userId: '7',
      scopes: ['oauth'],
      accountType: 'DEVELOPER_TEST',
      tokens: { accessToken: 'access-1', refreshToken: 'na1-refresh-1' },
    });
  });

  it('is not lost when account details cannot be had at the moment', async () => {
    for (const answer of [json({}, 503), json({}, 429), json({}, 477)]) {
      expect(await installWith({ [DETAILS]: () => answer })).toMatchObject({ accountType: 'UNKNOWN' });
    }
    const offline = { [DETAILS]: () => new TypeError('fetch failed') };
    expect(await installWith(offline)).toMatchObject({ accountType: 'UNKNOWN' });
  });

  it('is refused when the app may not read account details at all', async () => {
    const error = await hsxErrorOf(() => installWith({ [DETAILS]: () => json({ status: 'error' }, 403) }));
    expect(error.code).toBe('HUBSPOT_MISCONFIGURED');
  });

  it('is refused when HubSpot calls the new token inactive', async () => {
    const error = await hsxErrorOf(() => installWith({ [INTROSPECT]: () => json({ active: false }) }));
    expect(error.code).toBe('OAUTH_REFUSED');
  });

  it('is refused when the code was used before', async () => {
    const error = await hsxErrorOf(() => installWith({ [TOKEN]: () => refusal('BAD_AUTH_CODE') }));
    expect(error.code).toBe('OAUTH_REFUSED');
  });

  it('has no admin e-mail when HubSpot does not say it', async () => {
    const answers = { [INTROSPECT]: () => json({ active: true, hub_id: '62515' }) };
    expect(await installWith(answers)).toMatchObject({ adminEmail: null, userId: null, scopes: [] });
  });
});
