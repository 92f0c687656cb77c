import { html } from 'hono/html';

import type { DeveloperApp } from '../../hubspot/developer-app.js';
import type { MarketplaceInstall } from '../../hubspot/installs/marketplace-install.js';
import type { Portal } from '../../hubspot/portal.js';
import type { PageContent } from '../design/page-layout.js';
import { accountBadge, consentForm } from './consent-form.js';
import { hubspotBar } from './hubspot-bar.js';

/** A Marketplace install with everything its pages show. */
export interface MarketplaceWalk {
  readonly install: MarketplaceInstall;
  readonly app: DeveloperApp;
  readonly portal: Portal;
}

/** Consent inside the Marketplace flow: the account is already chosen. In a frame it comes without the bar. */
export function marketplaceConsentPage(
  { install, app, portal }: MarketplaceWalk,
  isFramed: boolean,
): PageContent {
  const user = portal.users.find((candidate) => candidate.userId === install.userId);
  return {
    title: `Connect ${app.name}`,
    theme: 'hubspot',
    ...(isFramed ? { isFramed } : { bar: hubspotBar(portal) }),
    body: html`<main class="narrow">
      ${consentForm({
        app,
        scopes: app.scopes,
        action: `/marketplace/installs/${install.id}/consent`,
        account: html`<p class="choice">
          <span class="brand-mark" aria-hidden="true"></span>
          <span
            ><span class="strong">${portal.portalName}</span><br /><span class="small soft"
              >${portal.portalId} · signed in as ${user?.email ?? ''}</span
            ></span
          >
          ${accountBadge(portal)}
        </p>`,
      })}
    </main>`,
  };
}

/** The Marketplace around a frame: consent and the second leg run inside it, as in HubSpot. */
export function marketplaceFramePage({ install, app, portal }: MarketplaceWalk): PageContent {
  return {
    title: `Install ${app.name}`,
    theme: 'hubspot',
    bar: hubspotBar(portal),
    styles: '.frame { display: block; width: 100%; height: min(860px, 82vh); border: 0; }',
    body: html`<main>
      <iframe
        class="frame"
        title="Connect ${app.name}"
        src="/marketplace/installs/${install.id}/consent"
      ></iframe>
    </main>`,
  };
}
