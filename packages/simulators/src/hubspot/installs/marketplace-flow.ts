/**
 * An install begun on the Marketplace listing. HubSpot opens the app's redirect URL with a `returnUrl` and expects the
 * browser back there; with an own sign-in the app is opened twice. Source: HubSpot's install-flow documentation and
 * public apps that implement it, read 2026-11-20.
 */
import type { DeveloperApp, MarketplaceVariant } from '../developer-app.js';
import type { HubspotEngine } from '../hubspot-state.js';
import { findInstaller, issueCode, withQuery } from '../oauth/decide-consent.js';
import type { MarketplaceInstall } from './marketplace-install.js';

/** Who presses "Install app", and which way the app wants it. */
export interface MarketplaceStart {
  readonly app: DeveloperApp;
  readonly portalId: number;
  /** Default: the portal's Super Admin. */
  readonly userId?: number;
  /** Default: the app's own `marketplaceVariant`. */
  readonly variant?: MarketplaceVariant;
}

/** The address the app must send the browser back to. */
function marketplaceReturnUrl(engine: HubspotEngine, install: MarketplaceInstall): string {
  return `${engine.origin()}/marketplace/installs/${install.id}/return`;
}

/** Begins an install; answers where the browser goes first, or why this person may not. */
export function startMarketplaceInstall(
  engine: HubspotEngine,
  start: MarketplaceStart,
): { readonly install: MarketplaceInstall; readonly location: string } | { readonly refusal: string } {
  const installer = findInstaller(engine, start);
  if ('refusal' in installer) return installer;
  const redirectUrl = start.app.redirectUrls[0];
  if (redirectUrl === undefined) return { refusal: `${start.app.name} has no redirect URL yet.` };
  const variant = start.variant ?? start.app.marketplaceVariant;
  const install: MarketplaceInstall = {
    id: engine.ids.next('mi_', 16),
    appId: start.app.appId,
    portalId: installer.portal.portalId,
    userId: installer.user.userId,
    variant,
    stage: variant === 'plain' ? 'consent' : 'app_sign_in',
  };
  engine.state.marketplaceInstalls.set(install.id, install);
  if (variant === 'plain') return { install, location: marketplaceReturnUrl(engine, install) };
  const returnUrl = marketplaceReturnUrl(engine, install);
  return { install, location: withQuery(redirectUrl, { step: 'authorize', returnUrl }) };
}

/** The app sent the browser back from leg 1 with its `state`: consent comes next. */
export function receiveAppState(
  engine: HubspotEngine,
  install: MarketplaceInstall,
  state: string,
): MarketplaceInstall {
  return save(engine, { ...install, stage: 'consent', state });
}

/** Turns the answer on the consent page into the redirect that hands the code to the app, or back to the listing. */
export function decideMarketplaceConsent(
  engine: HubspotEngine,
  install: MarketplaceInstall,
  decision: 'connect' | 'cancel',
): { readonly location: string } {
  const app = engine.state.apps.get(install.appId);
  const redirectUri = app?.redirectUrls[0];
  if (decision === 'cancel' || app === undefined || redirectUri === undefined) {
    save(engine, { ...install, stage: 'canceled' });
    return { location: marketplaceReturnUrl(engine, install) };
  }
  const { appId, portalId, userId, state } = install;
  const { code } = issueCode(engine, { appId, portalId, userId, redirectUri, scopes: app.scopes });
  save(engine, { ...install, stage: 'handed_over', code });
  const returnUrl = marketplaceReturnUrl(engine, install);
  const secondLeg = state === undefined ? {} : { step: 'finalize', state };
  return { location: withQuery(redirectUri, { ...secondLeg, code, returnUrl }) };
}

/** Whether the app exchanged the code it was handed, so that it really is connected. */
export function isHandoverComplete(engine: HubspotEngine, install: MarketplaceInstall): boolean {
  return install.code !== undefined && engine.state.codes.get(install.code)?.usedAt !== undefined;
}

function save(engine: HubspotEngine, install: MarketplaceInstall): MarketplaceInstall {
  engine.state.marketplaceInstalls.set(install.id, install);
  return install;
}
