import type { HubspotEngine } from '../hubspot-state.js';
import { authenticateClient } from './authenticate-client.js';
import { granted, refused, type OauthOutcome } from './oauth-error.js';

/**
 * Answers `POST /oauth/…/token/revoke`: kills a refresh token. Access tokens already issued live on, and the app stays
 * installed. An unknown token is accepted, as RFC 7009 asks.
 */
export function revokeToken(engine: HubspotEngine, form: URLSearchParams): OauthOutcome<undefined> {
  const client = authenticateClient(engine, form);
  if (!client.ok) return client;
  const token = form.get('token');
  if (token === null || token === '') return refused('BAD_TOKEN');
  const { refreshTokens, accessTokens } = engine.state;
  const revokedAt = engine.clock.now();
  const refresh = refreshTokens.get(token);
  if (refresh?.appId === client.value.appId) refreshTokens.set(token, { ...refresh, revokedAt });
  const access = accessTokens.get(token);
  if (access?.appId === client.value.appId) accessTokens.set(token, { ...access, revokedAt });
  return granted(undefined);
}
