import { describe, expect, it } from 'vitest';

import { checkReturnUrl, returnUrlWithState } from '../../src/hubspot/index.js';
import { hsxErrorOf } from './hsx-error-of.js';

describe('the Marketplace return URL', () => {
  it.each([
    'https://app.hubspot.com/marketplace/51200417/return',
    'https://hubspot.com/',
    'https://app-eu1.hubspot.com/a/b?install=1&x=%2F#part',
    'https://app.hubspot.com:443/return',
    'HTTPS://APP.HUBSPOT.COM/return',
  ])('accepts %s', (text) => {
    expect(checkReturnUrl(text)).toBe(new URL(text).href);
  });

  it.each([
    ['another site', 'https://evil.example'],
    ['HubSpot as a label of another site', 'https://hubspot.com.evil.example/'],
    ['HubSpot as the end of another name', 'https://evilhubspot.com/'],
    ['HubSpot as a user name', 'https://hubspot.com@evil.example/'],
    ['HubSpot as a user name with a password', 'https://app.hubspot.com:x@evil.example/'],
    ['credentials for HubSpot', 'https://user:pw@app.hubspot.com/'],
    ['an address without a scheme', '//evil.example/'],
    ['an address without a scheme, at HubSpot', '//app.hubspot.com/'],
    ['a path', '/return'],
    ['a backslash for a slash', 'https:\\\\evil.example'],
    ['a backslash before HubSpot', 'https://evil.example\\.hubspot.com/'],
    ['a backslash after HubSpot', 'https://app.hubspot.com\\@evil.example/'],
    ['a fragment before HubSpot', 'https://evil.example#.hubspot.com'],
    ['a query before HubSpot', 'https://evil.example?.hubspot.com'],
    ['a slash before HubSpot', 'https://evil.example/.hubspot.com'],
    ['plain http', 'http://app.hubspot.com/'],
    ['a script', 'javascript:alert(1)//https://app.hubspot.com'],
    ['data', 'data:text/html,https://app.hubspot.com'],
    ['another port', 'https://app.hubspot.com:8443/'],
    ['a Cyrillic look-alike', 'https://app.hubsроt.com/'],
    ['a look-alike in Punycode', 'https://app.xn--hubst-3be4a.com/'],
    ['full-width letters that browsers fold into HubSpot', 'https://ａpp.hubspot.com/'],
    ['an ideographic full stop', 'https://evil.example。hubspot.com/'],
    ['an escaped host', 'https://%61pp.hubspot.com/'],
    ['a trailing dot', 'https://app.hubspot.com./'],
    ['a tab that browsers drop', 'https://app.hubspot.com\t.evil.example/'],
    ['a line break', 'https://app.hubspot.com/\r\nSet-Cookie: a=b'],
    ['a leading space', ' https://app.hubspot.com/'],
    ['a null byte', 'https://app.hubspot.com\u0000.evil.example/'],
    ['one slash too few', 'https:/app.hubspot.com/'],
    ['one slash too many', 'https:///evil.example/'],
    ['no host', 'https://'],
    ['an IPv6 host', 'https://[::1]/'],
    ['an impossible port', 'https://app.hubspot.com:99999/'],
    ['nothing', ''],
    ['5,000 characters', `https://app.hubspot.com/${'a'.repeat(5_000)}`],
  ])('refuses %s', async (_what, text) => {
    expect((await hsxErrorOf(() => checkReturnUrl(text))).code).toBe('RETURN_URL_REFUSED');
  });

  it('says where the refused address points, and not what else it holds', async () => {
    const error = await hsxErrorOf(() => checkReturnUrl('https://evil.example/path?secret=1'));
    expect(error.message).toBe(
      'The return URL was refused: it points to https://evil.example. Only https addresses of hubspot.com and its subdomains are allowed.',
    );
  });

  it('accepts a simulator only by its exact origin and only when it is named', async () => {
    const extraOrigins = ['http://127.0.0.1:4010'];
    const text = 'http://127.0.0.1:4010/marketplace/installs/mi_1/return';
    expect(checkReturnUrl(text, { extraOrigins })).toBe(text);
    const refused = [
      () => checkReturnUrl(text),
      () => checkReturnUrl('http://127.0.0.1:4011/return', { extraOrigins }),
      () => checkReturnUrl('https://127.0.0.1:4010/return', { extraOrigins }),
      () => checkReturnUrl('http://127.0.0.1:4010@evil.example/', { extraOrigins }),
      () => checkReturnUrl('http://127.0.0.1:40100/return', { extraOrigins }),
    ];
    for (const run of refused) expect((await hsxErrorOf(run)).code).toBe('RETURN_URL_REFUSED');
  });

  it('carries the state of leg 1 and keeps its own query letter for letter', () => {
    expect(returnUrlWithState('https://app.hubspot.com/return', 'a.b')).toBe(
      'https://app.hubspot.com/return?state=a.b',
    );
    expect(returnUrlWithState('https://app.hubspot.com/r?x=a%20b#top', 'a&b')).toBe(
      'https://app.hubspot.com/r?x=a%20b&state=a%26b#top',
    );
  });
});
