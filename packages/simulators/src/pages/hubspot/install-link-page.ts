import { html } from 'hono/html';

import type { DeveloperApp } from '../../hubspot/developer-app.js';
import { initialsOf } from '../design/formats.js';
import type { PageContent } from '../design/page-layout.js';
import { hubspotBar } from './hubspot-bar.js';

/** The page a vendor's install link stands on: one button to the app's own start of OAuth. */
export function installLinkPage(app: DeveloperApp): PageContent {
  return {
    title: `Install ${app.name}`,
    theme: 'hubspot',
    bar: hubspotBar(),
    body: html`<main class="narrow">
      <section class="panel stack">
        <header class="row">
          <span class="tile tile-large" aria-hidden="true">${initialsOf(app.name)}</span>
          <div class="grow stack-tight">
            <h1>Install ${app.name}</h1>
            <p class="soft">${app.description}</p>
          </div>
        </header>
        ${
          app.appOrigin === undefined
            ? html`<p class="notice notice-warn" role="status">
                The app has not told the simulator where it runs yet.
              </p>`
            : html`<p>
                  <a class="button button-primary" href="${app.appOrigin}/oauth/start"
                    >Continue to ${app.name}</a
                  >
                </p>
                <p class="small soft">
                  The app opens at ${app.appOrigin} and sends you back here to choose an account.
                </p>`
        }
      </section>
    </main>`,
  };
}
