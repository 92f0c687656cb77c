import { html } from 'hono/html';

import type { DeveloperApp } from '../../hubspot/developer-app.js';
import type { Portal } from '../../hubspot/portal.js';
import { tickIcon } from '../design/icons.js';
import type { PageContent } from '../design/page-layout.js';
import { hubspotBar } from './hubspot-bar.js';

/** The page behind `returnUrl`: says that the app is connected. In a frame it comes without the bar. */
export function connectedPage(app: DeveloperApp, portal: Portal, isFramed: boolean): PageContent {
  return {
    title: `${app.name} is connected`,
    theme: 'hubspot',
    ...(isFramed ? { isFramed } : { bar: hubspotBar(portal) }),
    body: html`<main class="narrow">
      <section class="panel stack" aria-live="polite">
        <p class="notice notice-good row">${tickIcon()} <span>Install complete</span></p>
        <h1>${app.name} is connected to ${portal.portalName}</h1>
        <p class="soft">
          Account ${portal.portalId}. Add its card to your records, or manage it under Connected apps.
        </p>
        <div class="actions">
          <a class="button button-primary" target="_top" href="/contacts/${portal.portalId}/record/0-1/101"
            >Open a contact</a
          >
          <a class="button" target="_top" href="/connected-apps/${portal.portalId}">Connected apps</a>
        </div>
      </section>
    </main>`,
  };
}
