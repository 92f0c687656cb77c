import { html } from 'hono/html';

import type { DeveloperApp } from '../../hubspot/developer-app.js';
import type { Portal } from '../../hubspot/portal.js';
import { initialsOf } from '../design/formats.js';
import { tickIcon } from '../design/icons.js';
import type { Html } from '../design/html.js';
import type { PageContent } from '../design/page-layout.js';
import { appSlug } from './app-slug.js';
import { accountChoice } from './consent-form.js';
import { hubspotBar } from './hubspot-bar.js';
import { labelOf } from './run-list.js';
import { describeScope } from './scope-description.js';

const styles = `
.listing { display: grid; gap: 24px; grid-template-columns: minmax(0, 1fr) 400px; align-items: start; }
@media (max-width: 900px) { .listing { grid-template-columns: 1fr; } }`;

/** The Marketplace listing; its button starts the Marketplace install flow. */
export function listingPage(app: DeveloperApp, portals: readonly Portal[]): PageContent {
  const rows = portals.flatMap((portal) => {
    const admin = portal.users.find((user) => user.isSuperAdmin);
    return admin === undefined || portal.deletedAt !== undefined ? [] : [{ portal, admin }];
  });
  return {
    title: `${app.name} · Marketplace`,
    theme: 'hubspot',
    bar: hubspotBar(),
    styles,
    body: html`<main class="wide listing">
      <article class="stack">
        <p class="small soft">Marketplace</p>
        <header class="row">
          <span class="tile tile-large" aria-hidden="true">${initialsOf(app.name)}</span>
          <div class="grow stack-tight">
            <h1>${app.name}</h1>
            <p class="soft">${app.description}</p>
          </div>
        </header>
        ${offerPanel(app)} ${scopePanel(app)}
        <p class="small soft">Billed by the vendor, not by HubSpot. You can uninstall it at any time.</p>
      </article>
      <form method="post" action="/marketplace/apps/${appSlug(app)}/install" class="panel stack">
        <h2>Install app</h2>
        <fieldset>
          <legend class="legend">Into which account?</legend>
          <div class="choices">
            ${rows.map(({ portal, admin }, index) => accountChoice(portal, admin, index === 0))}
          </div>
        </fieldset>
        <button class="button button-primary button-wide">Install app</button>
        <p class="small soft">You will see what the app asks for before anything is shared.</p>
      </form>
    </main>`,
  };
}

function offerPanel(app: DeveloperApp): Html | '' {
  const offers = [
    ...(app.card === undefined ? [] : [`The card “${app.card.title}” on contact records`]),
    ...app.actions.map((action) => `The workflow action “${labelOf(action)}”`),
    ...app.tools.map((tool) => `The agent tool “${labelOf(tool)}”`),
  ];
  if (offers.length === 0) return '';
  return html`<section class="panel stack">
    <h2>What you get</h2>
    <ul class="ticks">
      ${offers.map((offer) => html`<li>${tickIcon()}<span>${offer}</span></li>`)}
    </ul>
  </section>`;
}

function scopePanel(app: DeveloperApp): Html {
  return html`<section class="panel stack">
    <h2>What it may do</h2>
    <ul class="ticks">
      ${app.scopes.map((scope) => html`<li>${tickIcon()}<span>${describeScope(scope)}</span></li>`)}
    </ul>
  </section>`;
}
