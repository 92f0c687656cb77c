import type { HubspotEngine } from '../hubspot-state.js';
import { findInstall, isInstalled } from '../installs/find-install.js';
import { authenticateClient } from './authenticate-client.js';
import { granted, type OauthOutcome } from './oauth-error.js';
import type { AccessToken, RefreshToken } from './tokens.js';

/** Body of an introspection; for anything unknown, foreign, expired or revoked only `active: false`. */
export type Introspection = { readonly active: false } | ActiveIntrospection;

/** What a living token says about itself. */
export interface ActiveIntrospection {
  readonly active: true;
  readonly token: string;
  readonly token_type: 'bearer' | 'refresh_token';
  readonly token_use: 'access_token' | 'refresh_token' | 'client_credentials';
  readonly client_id: string;
  readonly app_id: number;
  readonly hub_id?: number;
  readonly user_id?: number;
  /** The installer's e-mail: the only place HubSpot tells it. */
  readonly user?: string;
  readonly hub_domain?: string;
  readonly scopes: readonly string[];
  readonly expires_in?: number;
  readonly is_private_distribution?: boolean;
}

/** Answers `POST /oauth/…/token/introspect`: 200 even for unknown tokens, an error only for wrong app credentials. */
export function introspectToken(engine: HubspotEngine, form: URLSearchParams): OauthOutcome<Introspection> {
  const client = authenticateClient(engine, form);
  if (!client.ok) return client;
  const token = form.get('token') ?? '';
  const access = engine.state.accessTokens.get(token);
  if (access?.appId === client.value.appId) return granted(describeAccess(engine, access));
  const refresh = engine.state.refreshTokens.get(token);
  if (refresh?.appId === client.value.appId) return granted(describeRefresh(engine, refresh));
  return granted({ active: false });
}

/** What an access token says about itself. */
export function describeAccess(engine: HubspotEngine, access: AccessToken): Introspection {
  const now = engine.clock.now();
  if (access.revokedAt !== undefined || access.expiresAt <= now) return { active: false };
  return {
    active: true,
    token: access.token,
    token_type: 'bearer',
    token_use: access.use,
    ...describeSubject(engine, access),
    expires_in: Math.floor((access.expiresAt - now) / 1000),
    is_private_distribution: false,
  };
}

/** What a refresh token says about itself. */
export function describeRefresh(engine: HubspotEngine, refresh: RefreshToken): Introspection {
  const isOpen = engine.state.portals.get(refresh.portalId)?.deletedAt === undefined;
  const isAlive =
    refresh.revokedAt === undefined &&
    isOpen &&
    isInstalled(findInstall(engine, refresh.appId, refresh.portalId));
  if (!isAlive) return { active: false };
  return {
    active: true,
    token: refresh.token,
    token_type: 'refresh_token',
    token_use: 'refresh_token',
    ...describeSubject(engine, refresh),
  };
}

type Subject = Pick<AccessToken, 'appId' | 'portalId' | 'userId' | 'scopes'>;

function describeSubject(
  engine: HubspotEngine,
  subject: Subject,
): Pick<
  ActiveIntrospection,
  'client_id' | 'app_id' | 'hub_id' | 'user_id' | 'user' | 'hub_domain' | 'scopes'
> {
  const app = engine.state.apps.get(subject.appId);
  const identity = { client_id: app?.clientId ?? '', app_id: subject.appId, scopes: subject.scopes };
  const portal = subject.portalId === undefined ? undefined : engine.state.portals.get(subject.portalId);
  const user = portal?.users.find((candidate) => candidate.userId === subject.userId);
  if (portal === undefined || user === undefined) return identity;
  return {
    ...identity,
    hub_id: portal.portalId,
    hub_domain: portal.hubDomain,
    user_id: user.userId,
    user: user.email,
  };
}
