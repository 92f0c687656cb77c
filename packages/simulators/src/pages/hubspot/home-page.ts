import { html } from 'hono/html';

import type { DeveloperApp } from '../../hubspot/developer-app.js';
import type { Portal } from '../../hubspot/portal.js';
import { initialsOf } from '../design/formats.js';
import type { Html } from '../design/html.js';
import type { PageContent } from '../design/page-layout.js';
import { appSlug } from './app-slug.js';
import { accountBadge } from './consent-form.js';
import { hubspotBar } from './hubspot-bar.js';

/** A portal and whether the app is connected to it. */
export interface PortalRow {
  readonly portal: Portal;
  readonly isConnected: boolean;
}

/** The simulated HubSpot's start page: its accounts, and the two ways to install the app. */
export function homePage(app: DeveloperApp, rows: readonly PortalRow[]): PageContent {
  return {
    title: 'HubSpot (simulated)',
    theme: 'hubspot',
    bar: hubspotBar(),
    styles: '.account-name { flex: 1 1 280px; }',
    body: html`<main class="wide stack">
      <h1>Accounts</h1>
      <ul class="panel rows">
        ${rows.map(accountRow)}
      </ul>
      <section class="panel stack">
        <header class="row">
          <span class="tile" aria-hidden="true">${initialsOf(app.name)}</span>
          <div class="grow">
            <h2>${app.name}</h2>
            <p class="small soft">${app.description}</p>
          </div>
        </header>
        <div class="actions">
          <a class="button button-primary" href="/marketplace/apps/${appSlug(app)}">Marketplace listing</a>
          <a class="button" href="/install/${appSlug(app)}">Install link</a>
        </div>
      </section>
    </main>`,
  };
}

function accountRow({ portal, isConnected }: PortalRow): Html {
  return html`<li class="row row-between">
    <div class="account-name">
      <span class="strong">${portal.portalName}</span> ${accountBadge(portal)}
      ${isConnected ? html`<span class="badge badge-good">App connected</span>` : ''}
      <p class="small soft">${portal.portalId} · ${portal.hubDomain} · ${portal.timeZone}</p>
    </div>
    <div class="row small">
      <a href="/contacts/${portal.portalId}/record/0-1/101">Open a contact</a>
      <a href="/connected-apps/${portal.portalId}">Connected apps</a>
    </div>
  </li>`;
}
