import { describe, expect, it } from 'vitest';

import { authorizeUrl } from '../../src/hubspot/index.js';

const wish = {
  clientId: '3f6c1d52-8a0b-4a7e-9d21-6b1f4170c001',
  redirectUri: 'https://app.example.com/oauth/callback',
  scopes: ['oauth', 'crm.objects.contacts.read'],
  state: 'body.signature',
};

describe('the consent address', () => {
  it('names app, redirect and scopes, with %20 between scopes and never +', () => {
    expect(authorizeUrl(wish)).toBe(
      'https://app.hubspot.com/oauth/authorize?client_id=3f6c1d52-8a0b-4a7e-9d21-6b1f4170c001' +
        '&redirect_uri=https%3A%2F%2Fapp.example.com%2Foauth%2Fcallback' +
        '&scope=oauth%20crm.objects.contacts.read&state=body.signature',
    );
  });

  it('keeps optional scopes apart from required ones', () => {
    const url = new URL(authorizeUrl({ ...wish, optionalScopes: ['tickets', 'e-commerce'] }));
    expect(url.search).toContain('&optional_scope=tickets%20e-commerce&');
    expect(url.searchParams.get('scope')).toBe('oauth crm.objects.contacts.read');
  });

  it('preselects a portal and goes to another origin when told to', () => {
    const origins = { appOrigin: 'http://127.0.0.1:4010', apiOrigin: 'http://127.0.0.1:4010' };
    const url = authorizeUrl({ ...wish, portalId: '51200417', origins });
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:4010\/oauth\/51200417\/authorize\?client_id=/);
  });
});
