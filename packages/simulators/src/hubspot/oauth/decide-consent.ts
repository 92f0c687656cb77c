import type { HubspotEngine } from '../hubspot-state.js';
import type { Portal, PortalUser } from '../portal.js';
import type { AuthorizeRequest } from './authorize-request.js';
import { AUTHORIZATION_CODE_LIFETIME_MS, type AuthorizationCode } from './tokens.js';

/** What a person answered on the consent page. */
export interface ConsentAnswer {
  readonly portalId: number;
  /** Default: the portal's Super Admin. */
  readonly userId?: number;
  readonly decision: 'connect' | 'cancel';
}

/** Where the browser goes next, or why this person may not connect the app. */
export type ConsentOutcome = { readonly location: string } | { readonly refusal: string };

/** Turns an answer on the consent page into the redirect back to the app. */
export function decideConsent(
  engine: HubspotEngine,
  request: AuthorizeRequest,
  answer: ConsentAnswer,
): ConsentOutcome {
  const state = request.state === undefined ? {} : { state: request.state };
  if (answer.decision === 'cancel') {
    const error_description = 'The user denied access';
    return {
      location: withQuery(request.redirectUri, { error: 'access_denied', error_description, ...state }),
    };
  }
  const installer = findInstaller(engine, answer);
  if ('refusal' in installer) return installer;
  const code = issueCode(engine, {
    appId: request.app.appId,
    portalId: installer.portal.portalId,
    userId: installer.user.userId,
    redirectUri: request.redirectUri,
    scopes: request.scopes,
    ...(request.codeChallenge === undefined ? {} : { codeChallenge: request.codeChallenge }),
  });
  return { location: withQuery(request.redirectUri, { code: code.code, ...state }) };
}

/** Issues a single-use authorization code. */
export function issueCode(
  engine: HubspotEngine,
  grant: Omit<AuthorizationCode, 'code' | 'expiresAt' | 'usedAt'>,
): AuthorizationCode {
  const hex = (length: number): string => engine.ids.text('authorization-code', length, '0123456789abcdef');
  const region = engine.state.portals.get(grant.portalId)?.dataHostingLocation ?? 'na1';
  const code: AuthorizationCode = {
    ...grant,
    code: [region, hex(4), hex(4), hex(4), hex(4), hex(12)].join('-'),
    expiresAt: engine.clock.now() + AUTHORIZATION_CODE_LIFETIME_MS,
  };
  engine.state.codes.set(code.code, code);
  return code;
}

/** The person connecting an app, or why HubSpot does not let them. */
export function findInstaller(
  engine: HubspotEngine,
  answer: Pick<ConsentAnswer, 'portalId' | 'userId'>,
): { readonly portal: Portal; readonly user: PortalUser } | { readonly refusal: string } {
  const portal = engine.state.portals.get(answer.portalId);
  if (portal === undefined || portal.deletedAt !== undefined) {
    return { refusal: `There is no HubSpot account ${answer.portalId}.` };
  }
  if (portal.accountType === 'APP_DEVELOPER') {
    return { refusal: 'Apps cannot be installed in a developer account. Use a test account.' };
  }
  const user = portal.users.find(
    (candidate) =>
      (answer.userId === undefined && candidate.isSuperAdmin) || candidate.userId === answer.userId,
  );
  if (user === undefined) return { refusal: `This person is not a user of ${portal.portalName}.` };
  if (!user.isSuperAdmin) {
    return { refusal: `${user.email} needs Super Admin or App Marketplace permissions to connect apps.` };
  }
  return { portal, user };
}

/** Adds parameters to a URL that may already have some. */
export function withQuery(url: string, parameters: Readonly<Record<string, string>>): string {
  const target = new URL(url);
  for (const [name, value] of Object.entries(parameters)) target.searchParams.set(name, value);
  return target.toString();
}
