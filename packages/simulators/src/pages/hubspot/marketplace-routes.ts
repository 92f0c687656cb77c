import { Hono, type Context } from 'hono';

import { currentApp } from '../../hubspot/current-app.js';
import type { HubspotEngine } from '../../hubspot/hubspot-state.js';
import {
  decideMarketplaceConsent,
  isHandoverComplete,
  receiveAppState,
  startMarketplaceInstall,
} from '../../hubspot/installs/marketplace-flow.js';
import { sendPage } from '../design/send-page.js';
import { appSlug } from './app-slug.js';
import { connectedPage } from './connected-page.js';
import { installLinkPage } from './install-link-page.js';
import { listingPage } from './listing-page.js';
import {
  marketplaceConsentPage,
  marketplaceFramePage,
  type MarketplaceWalk,
} from './marketplace-consent-page.js';
import { connectionFailedPage, messagePage } from './message-page.js';
import { fieldOf, readAccountChoice } from '../design/page-form.js';

/** Listing, install link, and the walk through the Marketplace flow. */
export function createMarketplaceRoutes(engine: HubspotEngine): Hono {
  const routes = new Hono();
  routes.get('/marketplace', (c) => c.redirect(`/marketplace/apps/${appSlug(currentApp(engine))}`));
  routes.get('/marketplace/apps/:slug', (c) =>
    sendPage(c, listingPage(currentApp(engine), [...engine.state.portals.values()])),
  );
  routes.get('/install/:slug', (c) => sendPage(c, installLinkPage(currentApp(engine))));
  routes.post('/marketplace/apps/:slug/install', async (c) => {
    const account = readAccountChoice(await c.req.parseBody());
    const started = startMarketplaceInstall(engine, {
      app: currentApp(engine),
      ...(account ?? { portalId: 0 }),
    });
    return 'refusal' in started
      ? sendPage(c, connectionFailedPage(started.refusal), { status: 403 })
      : c.redirect(started.location, 302);
  });
  routes.get('/marketplace/installs/:id/return', (c) => showReturn(engine, c));
  routes.get('/marketplace/installs/:id/consent', (c) => showConsent(engine, c));
  routes.post('/marketplace/installs/:id/consent', async (c) => {
    const walk = findWalk(engine, c);
    if (walk?.install.stage !== 'consent') return staleInstall(c);
    const decision = fieldOf(await c.req.parseBody(), 'decision') === 'connect' ? 'connect' : 'cancel';
    return c.redirect(decideMarketplaceConsent(engine, walk.install, decision).location, 302);
  });
  return routes;
}

/** The page behind `returnUrl`; what it shows depends on how far the install is. */
function showReturn(engine: HubspotEngine, c: Context): Promise<Response> | Response {
  const walk = findWalk(engine, c);
  if (walk === undefined) return staleInstall(c);
  const isFrameable = true;
  switch (walk.install.stage) {
    case 'app_sign_in': {
      const state = c.req.query('state');
      if (state === undefined) return sendPage(c, connectionFailedPage(missingState(walk)), { status: 400 });
      return showConsentStage(c, { ...walk, install: receiveAppState(engine, walk.install, state) });
    }
    case 'consent':
      return showConsentStage(c, walk);
    case 'canceled':
      return sendPage(c, messagePage(canceled(walk)), { isFrameable });
    case 'handed_over':
      return isHandoverComplete(engine, walk.install)
        ? sendPage(c, connectedPage(walk.app, walk.portal, isInFrame(c)), { isFrameable })
        : sendPage(c, connectionFailedPage(notExchanged(walk)), { status: 409, isFrameable });
  }
}

function showConsentStage(c: Context, walk: MarketplaceWalk): Promise<Response> {
  const isFramed = walk.install.variant === 'own_sign_in' && walk.app.isMarketplaceFramed && !isInFrame(c);
  return sendPage(c, isFramed ? marketplaceFramePage(walk) : marketplaceConsentPage(walk, isInFrame(c)), {
    isFrameable: true,
  });
}

function showConsent(engine: HubspotEngine, c: Context): Promise<Response> | Response {
  const walk = findWalk(engine, c);
  if (walk?.install.stage !== 'consent') return staleInstall(c);
  return sendPage(c, marketplaceConsentPage(walk, isInFrame(c)), { isFrameable: true });
}

function findWalk(engine: HubspotEngine, c: Context): MarketplaceWalk | undefined {
  const install = engine.state.marketplaceInstalls.get(c.req.param('id') ?? '');
  const app = install === undefined ? undefined : engine.state.apps.get(install.appId);
  const portal = install === undefined ? undefined : engine.state.portals.get(install.portalId);
  if (install === undefined || app === undefined || portal === undefined) return undefined;
  return { install, app, portal };
}

function isInFrame(c: Context): boolean {
  return c.req.header('sec-fetch-dest') === 'iframe';
}

function staleInstall(c: Context): Promise<Response> {
  return sendPage(
    c,
    connectionFailedPage('This install is over. Start again from the Marketplace listing.'),
    {
      status: 409,
      isFrameable: true,
    },
  );
}

function missingState({ app }: MarketplaceWalk): string {
  return `${app.name} sent the browser back without state. It must return to {returnUrl}?state={state}.`;
}

function notExchanged({ app }: MarketplaceWalk): string {
  return `${app.name} sent the browser back before it exchanged the authorization code, so it is not connected.`;
}

function canceled({ app, portal }: MarketplaceWalk): Parameters<typeof messagePage>[0] {
  return {
    heading: `${app.name} was not connected`,
    text: `You canceled. Nothing was shared with ${app.name}, and ${portal.portalName} is unchanged.`,
    link: { href: `/marketplace/apps/${appSlug(app)}`, label: 'Back to the listing' },
  };
}
