/**
 * Installing: consent is asked for at `/oauth/start`, answered at `/oauth/callback`. Marketplace installs must end where HubSpot said
 * (`returnUrl`): their last leg runs in HubSpot's frame, where the provider's pages refuse to show.
 */
import type { Hono } from 'hono';
import { accountKey } from '../../billing/billing-engine.js';
import { transact } from '../../billing/shell/transact.js';
import {
  authorizeUrl,
  checkReturnUrl,
  classifyCallback,
  returnUrlWithState,
  type Callback,
} from '../../hubspot/index.js';
import { HsxError } from '../../kernel/hsx-error.js';
import type { AppParts } from '../app-parts.js';
import {
  installPortal,
  isTestAccount,
  nextAfterInstall,
  runInstallHandlers,
  type PortalInstall,
} from '../install-portal.js';
import { renderFreeInstall } from '../pages/free-install-page.js';
import { rememberPortal } from './browser-portal.js';
import { appLink } from './app-link.js';
import { hasBegunInstall, noteInstallBegun } from './install-browser.js';
import type { RouteContext, RouterEnv } from './request-scope.js';

/** Adds `/oauth/start` and `/oauth/callback`. */
export function addOauthRoutes(router: Hono<RouterEnv>, parts: AppParts): void {
  const { hubspot, config } = parts;
  router.get('/oauth/start', async (context) => {
    const { clientId, redirectUri, origins } = hubspot;
    const { scopes, optional_scopes: optionalScopes } = config.hubspot;
    const state = await hubspot.states.createState();
    noteInstallBegun(context, parts, state);
    return context.redirect(authorizeUrl({ clientId, redirectUri, origins, scopes, optionalScopes, state }));
  });
  router.get('/oauth/callback', (context) => {
    if (context.req.method === 'HEAD') throw headRefused(context);
    const callback = classifyCallback(new URL(context.req.url).searchParams);
    return answerCallback(context, parts, callback);
  });
}

async function answerCallback(context: RouteContext, parts: AppParts, callback: Callback): Promise<Response> {
  const { states } = parts.hubspot;
  switch (callback.kind) {
    case 'marketplaceAuthorize': {
      const returnUrl = checked(parts, callback.returnUrl);
      const state = await states.createState();
      noteInstallBegun(context, parts, state);
      return context.redirect(returnUrlWithState(returnUrl, state));
    }
    case 'marketplacePlain':
      return installAndReturn(context, parts, callback);
    case 'marketplaceFinalize':
      checked(parts, callback.returnUrl);
      await states.readState(callback.state);
      return installAndReturn(context, parts, callback);
    case 'standard':
      if (callback.returnUrl !== null) checked(parts, callback.returnUrl);
      await states.readState(callback.state);
      return callback.returnUrl === null
        ? installAndContinue(context, parts, callback)
        : installAndReturn(context, parts, { ...callback, returnUrl: callback.returnUrl });
    case 'refused':
      throw refused(callback.error);
    case 'malformed':
      throw malformed(callback.problem);
  }
}

/** The code that completes an install, and the state it came back with, if any. */
interface ConsentAnswer {
  readonly code: string;
  readonly state?: string;
}

/** HubSpot counts the install as unfinished until the browser is back: a failing handler must not keep it. */
async function installAndReturn(
  context: RouteContext,
  parts: AppParts,
  callback: ConsentAnswer & { readonly returnUrl: string },
): Promise<Response> {
  const returnUrl = checked(parts, callback.returnUrl);
  const install = await completeCallback(context, parts, callback);
  try {
    await keepNextStep(context, parts, install);
  } catch (error) {
    const { portalId } = install;
    context.var.logger.log('error', 'install handler failed; the portal is installed', { portalId, error });
  }
  return context.redirect(returnUrl);
}

async function keepNextStep(context: RouteContext, parts: AppParts, install: PortalInstall): Promise<void> {
  const url = await runInstallHandlers(parts, context.var.logger, install);
  if (url === null) return;
  const key = accountKey(parts.engine, install.portalId);
  await transact(parts.engine, key, () => ({ kind: 'nextStepKept', url }));
}

async function installAndContinue(
  context: RouteContext,
  parts: AppParts,
  callback: ConsentAnswer,
): Promise<Response> {
  const install = await completeCallback(context, parts, callback);
  const redirect = await runInstallHandlers(parts, context.var.logger, install);
  if (redirect !== null) return context.redirect(redirect);
  const next = await nextAfterInstall(parts, install);
  if (next === 'app') return context.redirect(appLink(parts, install.portalId));
  return next === 'stay' ? freeInstallPage(context, parts, install) : context.redirect(next.url);
}

/** Installs, and remembers the portal in the browser that began it. */
async function completeCallback(
  context: RouteContext,
  parts: AppParts,
  { code, state }: ConsentAnswer,
): Promise<PortalInstall> {
  const install = await installPortal(parts, context.var.logger, code);
  if (state !== undefined && hasBegunInstall(context, parts, state)) {
    await rememberPortal(context, parts, install.portalId);
  }
  return install;
}

function freeInstallPage(
  context: RouteContext,
  parts: AppParts,
  install: PortalInstall,
): Response | Promise<Response> {
  const { account, portalId } = install;
  return context.html(
    renderFreeInstall({
      nonce: context.var.nonce,
      appName: parts.config.app.name,
      planTitle: parts.engine.rules.plans.freePlan?.title ?? 'Free',
      isTestAccount: isTestAccount(account),
      checkoutUrl: parts.engine.provider ? `${parts.appUrl}/billing/checkout` : null,
      continueUrl: appLink(parts, portalId),
    }),
  );
}

/** A HEAD request is a look, and a look must not use up the code. */
function headRefused(context: RouteContext): HsxError {
  context.header('allow', 'GET');
  return new HsxError({
    code: 'METHOD_NOT_ALLOWED',
    message: 'HEAD is not allowed at /oauth/callback, which installs the app; allowed: GET.',
    hint: 'Use the allowed method.',
  });
}

function checked(parts: AppParts, returnUrl: string): string {
  return checkReturnUrl(returnUrl, { extraOrigins: parts.hubspot.extraReturnOrigins });
}

function refused(error: string): HsxError {
  const isCancelled = error === 'access_denied';
  return new HsxError({
    code: 'OAUTH_REFUSED',
    message: isCancelled
      ? 'The app was not installed: access was not granted.'
      : 'HubSpot refused the installation of this app.',
    hint: 'Start the installation again when you want to; nothing was stored.',
    details: { error },
  });
}

function malformed(problem: string): HsxError {
  return new HsxError({
    code: 'REQUEST_INVALID',
    message: `This is no answer of HubSpot's consent page: ${problem}`,
    hint: 'Start the installation again.',
  });
}
