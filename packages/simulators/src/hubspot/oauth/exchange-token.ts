/** `POST /oauth/…/token`: one function a grant type, tried in the order HubSpot checks things. */
import { createHash } from 'node:crypto';

import type { DeveloperApp } from '../developer-app.js';
import type { HubspotEngine } from '../hubspot-state.js';
import { recordInstall } from '../installs/record-install.js';
import { findInstall, isInstalled } from '../installs/find-install.js';
import { authenticateClient } from './authenticate-client.js';
import { issueAccessToken, issueClientCredentialsToken, issueRefreshToken } from './issue-tokens.js';
import { granted, refused, type OauthOutcome } from './oauth-error.js';
import { tokenResponse, type TokenResponse } from './token-response.js';
import type { AuthorizationCode, RefreshToken } from './tokens.js';

/** Answers a token call of any grant type. */
export function exchangeToken(engine: HubspotEngine, form: URLSearchParams): OauthOutcome<TokenResponse> {
  const client = authenticateClient(engine, form);
  if (!client.ok) return client;
  switch (form.get('grant_type')) {
    case 'authorization_code':
      return exchangeCode(engine, client.value, form);
    case 'refresh_token':
      return refreshAccess(engine, client.value, form.get('refresh_token') ?? '');
    case 'client_credentials':
      return grantClientCredentials(engine, client.value, form.get('scope') ?? '');
    case null:
    default:
      return refused('BAD_GRANT_TYPE');
  }
}

function exchangeCode(
  engine: HubspotEngine,
  app: DeveloperApp,
  form: URLSearchParams,
): OauthOutcome<TokenResponse> {
  const code = engine.state.codes.get(form.get('code') ?? '');
  const now = engine.clock.now();
  if (code?.appId !== app.appId || code.usedAt !== undefined || code.expiresAt <= now) {
    return refused('BAD_AUTH_CODE');
  }
  if (form.get('redirect_uri') !== code.redirectUri) return refused('BAD_REDIRECT_URI');
  if (!isVerifierFor(code, form.get('code_verifier'))) return refused('BAD_CODE_VERIFIER');
  const portal = engine.state.portals.get(code.portalId);
  if (portal === undefined || portal.deletedAt !== undefined) return refused('BAD_HUB');

  engine.state.codes.set(code.code, { ...code, usedAt: now });
  recordInstall(engine, code);
  const subject = { app, portal, userId: code.userId, scopes: code.scopes };
  return granted(tokenResponse(issueAccessToken(engine, subject), issueRefreshToken(engine, subject)));
}

function isVerifierFor(code: AuthorizationCode, verifier: string | null): boolean {
  if (code.codeChallenge === undefined) return true;
  return (
    createHash('sha256')
      .update(verifier ?? '')
      .digest('base64url') === code.codeChallenge
  );
}

function refreshAccess(engine: HubspotEngine, app: DeveloperApp, token: string): OauthOutcome<TokenResponse> {
  const refresh = engine.state.refreshTokens.get(token);
  if (refresh?.appId !== app.appId) return refused('BAD_REFRESH_TOKEN');
  const portal = engine.state.portals.get(refresh.portalId);
  if (portal === undefined || portal.deletedAt !== undefined) return refused('BAD_HUB');
  const isAlive =
    refresh.revokedAt === undefined && isInstalled(findInstall(engine, app.appId, portal.portalId));
  if (!isAlive) return refused('BAD_REFRESH_TOKEN');

  const subject = { app, portal, userId: refresh.userId, scopes: refresh.scopes };
  const next = app.rotatesRefreshTokens ? rotate(engine, refresh, subject) : refresh;
  return granted(tokenResponse(issueAccessToken(engine, subject), next));
}

function rotate(
  engine: HubspotEngine,
  old: RefreshToken,
  subject: Parameters<typeof issueRefreshToken>[1],
): RefreshToken {
  engine.state.refreshTokens.set(old.token, { ...old, revokedAt: engine.clock.now() });
  return issueRefreshToken(engine, subject);
}

function grantClientCredentials(
  engine: HubspotEngine,
  app: DeveloperApp,
  scope: string,
): OauthOutcome<TokenResponse> {
  const scopes = scope.split(' ').filter((name) => name !== '');
  const areDeveloperScopes = scopes.length > 0 && scopes.every((name) => name.startsWith('developer.'));
  const isGated = !app.hasJournalAccess && scopes.some((name) => name.includes('webhooks_journal'));
  if (!areDeveloperScopes || isGated) return refused('BAD_SCOPES');
  return granted(tokenResponse(issueClientCredentialsToken(engine, app, scopes)));
}
