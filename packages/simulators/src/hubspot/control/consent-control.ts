import { currentApp } from '../current-app.js';
import type { MarketplaceVariant } from '../developer-app.js';
import type { HubspotEngine } from '../hubspot-state.js';
import {
  decideMarketplaceConsent,
  isHandoverComplete,
  receiveAppState,
  startMarketplaceInstall,
} from '../installs/marketplace-flow.js';
import type { MarketplaceInstall } from '../installs/marketplace-install.js';
import { isAuthorizeProblem, readAuthorizeRequest } from '../oauth/authorize-request.js';
import { decideConsent, type ConsentAnswer } from '../oauth/decide-consent.js';

/** Where the browser would go next, or why HubSpot shows an error page instead. */
export type NextStep = { readonly location: string } | { readonly refusal: string };

/** Consent without a browser. */
export interface ConsentControl {
  /** Answers the consent page of an authorize URL. */
  answerConsent(authorizeUrl: string, answer: ConsentAnswer): NextStep;
  /** Presses "Install app" on the Marketplace listing. `plain` needs {@link answerMarketplaceConsent} next. */
  startMarketplaceInstall(start: {
    readonly portalId: number;
    readonly userId?: number;
    readonly variant?: MarketplaceVariant;
  }): NextStep & { readonly installId?: string };
  /** Answers the consent that `returnUrl` shows; pass the URL with the app's `?state=…` in the own-sign-in variant. */
  answerMarketplaceConsent(returnUrl: string, decision?: 'connect' | 'cancel'): NextStep;
  /** Whether the app exchanged the code of that walk. */
  isMarketplaceInstallComplete(returnUrl: string): boolean;
}

/** Builds the consent part of the control. */
export function createConsentControl(engine: HubspotEngine): ConsentControl {
  return {
    answerConsent(authorizeUrl, answer) {
      const { search, pathname } = new URL(authorizeUrl);
      const pathPortal = /^\/oauth\/(\d+)\/authorize$/.exec(pathname)?.[1];
      const portalId = pathPortal === undefined ? undefined : Number(pathPortal);
      const request = readAuthorizeRequest(engine, search.slice(1), portalId);
      return isAuthorizeProblem(request)
        ? { refusal: request.message }
        : decideConsent(engine, request, { ...answer, portalId: portalId ?? answer.portalId });
    },
    startMarketplaceInstall(start) {
      const started = startMarketplaceInstall(engine, { app: currentApp(engine), ...start });
      return 'refusal' in started ? started : { location: started.location, installId: started.install.id };
    },
    answerMarketplaceConsent(returnUrl, decision = 'connect') {
      const install = installOf(engine, returnUrl);
      if (install === undefined) return { refusal: `${returnUrl} belongs to no Marketplace install.` };
      const state = new URL(returnUrl).searchParams.get('state');
      const isAwaitingApp = install.stage === 'app_sign_in';
      if (isAwaitingApp && state === null) return { refusal: 'The app came back without state.' };
      const ready = isAwaitingApp ? receiveAppState(engine, install, state ?? '') : install;
      if (ready.stage !== 'consent') return { refusal: 'This install was already answered.' };
      return decideMarketplaceConsent(engine, ready, decision);
    },
    isMarketplaceInstallComplete(returnUrl) {
      const install = installOf(engine, returnUrl);
      return install !== undefined && isHandoverComplete(engine, install);
    },
  };
}

function installOf(engine: HubspotEngine, returnUrl: string): MarketplaceInstall | undefined {
  const id = /^\/marketplace\/installs\/([^/]+)\/return$/.exec(new URL(returnUrl).pathname)?.[1];
  return id === undefined ? undefined : engine.state.marketplaceInstalls.get(id);
}
