/** What `GET /oauth/authorize` asks for, checked as strictly as HubSpot checks it before a person sees anything. */
import type { DeveloperApp } from '../developer-app.js';
import { findAppByClientId, type HubspotEngine } from '../hubspot-state.js';

/** A checked request for consent. */
export interface AuthorizeRequest {
  readonly app: DeveloperApp;
  readonly redirectUri: string;
  /** Required and optional scopes together, without duplicates. */
  readonly scopes: readonly string[];
  readonly state?: string;
  readonly codeChallenge?: string;
  /** The portal the URL names: `/oauth/<portalId>/authorize`. */
  readonly portalId?: number;
  /** The query as received, so that the page can carry it on. */
  readonly query: string;
}

/** Why HubSpot shows an error page instead of the consent page. */
export interface AuthorizeProblem {
  readonly code:
    'unknown_client' | 'redirect_uri' | 'scope_encoding' | 'missing_scopes' | 'unknown_scopes' | 'pkce';
  readonly message: string;
}

/** Checks the query string of an authorize URL. */
export function readAuthorizeRequest(
  engine: HubspotEngine,
  query: string,
  portalId?: number,
): AuthorizeRequest | AuthorizeProblem {
  const parameters = new URLSearchParams(query);
  const app = findAppByClientId(engine, parameters.get('client_id') ?? '');
  if (app === undefined) {
    return problem(
      'unknown_client',
      'The client_id in this link belongs to no app. Please contact the app developer.',
    );
  }
  const redirectUri = parameters.get('redirect_uri') ?? '';
  const found =
    redirectProblem(app, redirectUri) ?? scopeProblem(app, query, parameters) ?? pkceProblem(parameters);
  if (found !== undefined) return found;

  const state = parameters.get('state');
  const codeChallenge = parameters.get('code_challenge');
  return {
    app,
    redirectUri,
    scopes: [...new Set([...words(parameters.get('scope')), ...words(parameters.get('optional_scope'))])],
    ...(state === null ? {} : { state }),
    ...(codeChallenge === null ? {} : { codeChallenge }),
    ...(portalId === undefined ? {} : { portalId }),
    query,
  };
}

/** Whether a read request is a problem. */
export function isAuthorizeProblem(read: AuthorizeRequest | AuthorizeProblem): read is AuthorizeProblem {
  return 'code' in read;
}

function redirectProblem(app: DeveloperApp, redirectUri: string): AuthorizeProblem | undefined {
  if (app.redirectUrls.includes(redirectUri)) return undefined;
  return problem(
    'redirect_uri',
    `The redirect_uri "${redirectUri}" doesn't match a redirect URL registered for ${app.name}. Registered: ${listOf(app.redirectUrls)}.`,
  );
}

/** HubSpot's documentation: encode spaces as %20, never +; URL and app configuration must agree. Read 2026-11-20. */
function scopeProblem(
  app: DeveloperApp,
  query: string,
  parameters: URLSearchParams,
): AuthorizeProblem | undefined {
  if (/(?:^|&)(?:optional_)?scope=[^&]*\+/.test(query)) {
    return problem('scope_encoding', 'Scopes in this link are separated by "+". Separate them with %20.');
  }
  const required = words(parameters.get('scope'));
  const missing = app.scopes.filter((scope) => !required.includes(scope));
  if (missing.length > 0) {
    return problem(
      'missing_scopes',
      `The link's scope leaves out what ${app.name} requires: ${listOf(missing)}.`,
    );
  }
  const known = [...app.scopes, ...app.optionalScopes];
  const unknown = [...required, ...words(parameters.get('optional_scope'))].filter(
    (name) => !known.includes(name),
  );
  if (unknown.length > 0) {
    return problem(
      'unknown_scopes',
      `The link asks for scopes ${app.name} is not set up with: ${listOf(unknown)}.`,
    );
  }
  return undefined;
}

function pkceProblem(parameters: URLSearchParams): AuthorizeProblem | undefined {
  const method = parameters.get('code_challenge_method');
  if (!parameters.has('code_challenge') || method === null || method === 'S256') return undefined;
  return problem('pkce', `The code_challenge_method "${method}" is not supported. Use S256.`);
}

function problem(code: AuthorizeProblem['code'], message: string): AuthorizeProblem {
  return { code, message };
}

function words(text: string | null): readonly string[] {
  return (text ?? '').split(' ').filter((word) => word !== '');
}

function listOf(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}
