import { html } from 'hono/html';

import type { DeveloperApp } from '../../hubspot/developer-app.js';
import type { Install } from '../../hubspot/installs/install.js';
import type { Portal } from '../../hubspot/portal.js';
import { formatInstant, initialsOf } from '../design/formats.js';
import type { Html } from '../design/html.js';
import type { PageContent } from '../design/page-layout.js';
import { hubspotBar } from './hubspot-bar.js';
import { describeScope } from './scope-description.js';

/** One portal's connected apps, where an admin uninstalls them. */
export function connectedAppsPage(
  portal: Portal,
  installs: readonly { readonly app: DeveloperApp; readonly install: Install }[],
): PageContent {
  return {
    title: `Connected apps · ${portal.portalName}`,
    theme: 'hubspot',
    bar: hubspotBar(portal),
    body: html`<main class="wide stack">
      <h1>Connected apps</h1>
      ${
        installs.length === 0
          ? html`<section class="panel empty">
              <p>No app is connected to this account.</p>
              <p><a href="/marketplace">Browse the Marketplace</a></p>
            </section>`
          : installs.map(({ app, install }) => installPanel(portal, app, install))
      }
    </main>`,
  };
}

function installPanel(portal: Portal, app: DeveloperApp, install: Install): Html {
  const installer = portal.users.find((user) => user.userId === install.userId);
  return html`<section class="panel stack" aria-labelledby="app-${app.appId}">
    <header class="row">
      <span class="tile" aria-hidden="true">${initialsOf(app.name)}</span>
      <div class="grow">
        <h2 id="app-${app.appId}">${app.name}</h2>
        <p class="small soft">
          Connected ${formatInstant(install.installedAt)} by ${installer?.email ?? 'a former user'}
        </p>
      </div>
    </header>
    <p class="small">Allowed to: ${install.scopes.map(describeScope).join('; ')}.</p>
    <form method="post" action="/connected-apps/${portal.portalId}/uninstall">
      <input type="hidden" name="appId" value="${app.appId}" />
      <button class="button button-danger">Uninstall</button>
    </form>
    <p class="small soft">
      Uninstalling ends the app's access at once. A subscription you have with the app's vendor is not
      canceled by HubSpot.
    </p>
  </section>`;
}
