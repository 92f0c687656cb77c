import { html } from 'hono/html';

import type { Portal } from '../../hubspot/portal.js';
import type { Html } from '../design/html.js';

/** The bar on top of every page of the simulated HubSpot; with a portal it says whose account this is. */
export function hubspotBar(portal?: Portal): Html {
  return html`<header class="bar">
    <div class="bar-inner">
      <a href="/" class="brand"
        ><span class="brand-mark" aria-hidden="true"></span>HubSpot <span class="small">simulated</span></a
      >
      ${
        portal === undefined
          ? ''
          : html`<nav class="row small" aria-label="Account">
                <a href="/contacts/${portal.portalId}/record/0-1/101">Contacts</a>
                <a href="/connected-apps/${portal.portalId}">Connected apps</a>
              </nav>
              <div class="account">
                ${portal.portalName}<br /><span class="portal-number">${portal.portalId}</span>
              </div>`
      }
    </div>
  </header>`;
}
