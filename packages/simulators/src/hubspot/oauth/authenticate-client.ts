import { timingSafeEqual } from 'node:crypto';

import type { DeveloperApp } from '../developer-app.js';
import { findAppByClientId, type HubspotEngine } from '../hubspot-state.js';
import { granted, refused, type OauthOutcome } from './oauth-error.js';

/** Finds the app behind `client_id` and `client_secret`; the two failures have different codes, as HubSpot's have. */
export function authenticateClient(engine: HubspotEngine, form: URLSearchParams): OauthOutcome<DeveloperApp> {
  const app = findAppByClientId(engine, form.get('client_id') ?? '');
  if (app === undefined) return refused('BAD_CLIENT_ID');
  if (!isSameSecret(form.get('client_secret') ?? '', app.clientSecret)) return refused('BAD_CLIENT_SECRET');
  return granted(app);
}

function isSameSecret(given: string, expected: string): boolean {
  const givenBytes = Buffer.from(given);
  const expectedBytes = Buffer.from(expected);
  return givenBytes.length === expectedBytes.length && timingSafeEqual(givenBytes, expectedBytes);
}
