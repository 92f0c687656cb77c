import type { Account, AlertEntry } from '@hs-x/sdk/billing';
import { html } from 'hono/html';
import type { DevLink } from '../../dev/dev-links.js';
import { formatDay, formatName } from '../formats.js';
import { alertsPanel } from './alerts-panel.js';
import { clockPanel, type ClockFace } from './clock-panel.js';
import { idText } from './id-text.js';
import { latestMailsPanel } from './latest-mails-panel.js';
import type { ConsolePage } from './layout.js';
import type { MailboxRow } from './mailbox-page.js';
import type { Markup } from './markup.js';
import { statusBadge } from './status-badge.js';

type Row = NonNullable<Account['entitlement']>;

/** A simulated portal with what the app knows of it. */
export interface PortalView {
  readonly portalId: number;
  readonly name: string;
  readonly accountType: string;
  readonly recordUrl: string;
  /** Whether the app has a card or a settings tab to show here. */
  readonly hasCard: boolean;
  /** The portal's list of connected apps, where the app is uninstalled. */
  readonly connectedAppsUrl: string;
  readonly account: Account | undefined;
}

/** What the overview shows. */
export interface OverviewView {
  readonly appName: string;
  readonly appUrl: string;
  readonly installs: readonly DevLink[];
  readonly portals: readonly PortalView[];
  /** Open ones, newest first. */
  readonly alerts: readonly AlertEntry[];
  /** Newest first. */
  readonly latestMails: readonly MailboxRow[];
  readonly mails: number;
  readonly now: number;
  readonly clockMode: ClockFace['mode'];
  readonly nextEvent: ClockFace['nextEvent'];
}

/** Where a person starts: install, the portals with their rows, and beside them the clock, the mailbox and the alerts. */
export function overviewPage(view: OverviewView): ConsolePage {
  return {
    title: 'Overview',
    path: '/',
    body: html`<div class="head">
        <h1>${view.appName}</h1>
        <p class="soft">runs at <a href="${view.appUrl}/health">${view.appUrl}</a></p>
      </div>
      <div class="columns">
        <div class="stack">${mainPanels(view)}</div>
        <div class="stack">
          ${clockPanel({ now: view.now, mode: view.clockMode, nextEvent: view.nextEvent })}
          ${latestMailsPanel(view.latestMails, view.mails)}
        </div>
      </div>`,
  };
}

/** An alert comes before everything else; that there is none comes last. */
function mainPanels(view: OverviewView): readonly Markup[] {
  const panels = [startPanel(view), portalsPanel(view.portals)];
  const alerts = alertsPanel(view.alerts);
  return view.alerts.length > 0 ? [alerts, ...panels] : [...panels, alerts];
}

function startPanel({ installs }: OverviewView): Markup {
  return html`<section class="panel stack-small" aria-labelledby="start-heading">
    <h2 id="start-heading">From install to paid</h2>
    <div class="actions">
      ${installs.map(({ label, url }, at) => html`<a class="button ${at === 0 ? '' : 'plain'}" href="${url}">${label}</a>`)}
    </div>
    <p class="small soft">
      Pay with <code>4242 4242 4242 4242</code>, any future date, any CVC. <code>4000 0000 0000 0002</code> is
      declined. Then open a portal’s card below.
    </p>
  </section>`;
}

function portalsPanel(portals: readonly PortalView[]): Markup {
  return html`<section class="panel" aria-labelledby="portals-heading">
    <h2 id="portals-heading">Portals</h2>
    <ul class="rows">
      ${portals.map(portalRow)}
    </ul>
  </section>`;
}

function portalRow(portal: PortalView): Markup {
  const row = portal.account?.entitlement ?? null;
  return html`<li>
    <div class="row">
      <div>
        <h3>${portal.name}</h3>
        <p class="small soft">
          ${portal.portalId}${portal.accountType === 'STANDARD' ? '' : ` · ${formatName(portal.accountType.toLowerCase())} account`}
        </p>
      </div>
      <p>
        ${
          row === null
            ? html`<span class="badge">Not installed</span>`
            : html`<span class="badge ${row.source === 'none' ? '' : 'accent'}">${row.plan}</span>
                ${rowStatus(row)}`
        }
      </p>
    </div>
    ${row === null ? '' : rowFacts(row)}
    <p class="small actions links">
      ${portal.hasCard ? html`<a href="/portals/${portal.portalId}/record">Card of ${portal.name}</a>` : ''}
      <a href="${portal.recordUrl}">Record page in HubSpot</a>
      ${portal.account?.install ? html`<a href="${portal.connectedAppsUrl}">Connected apps</a>` : ''}
    </p>
  </li>`;
}

/** Without a source nobody has paid: the status is then no news, good or bad. */
function rowStatus({ source, status }: Row): Markup {
  return source === 'none' && status !== 'canceled'
    ? html`<span class="badge">${formatName(status)}, nothing paid</span>`
    : statusBadge(status);
}

/** The whole entitlement row, field by field, as the gate reads it. */
function rowFacts(row: Row): Markup {
  const facts = Object.entries<unknown>({ ...row }).filter(([name]) => name !== 'plan' && name !== 'status');
  return html`<dl class="facts small">
    ${facts.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${showField(value)}</dd>
        </div>`,
    )}
  </dl>`;
}

/** Instants as days, the exact time in the tooltip; ids cut to their column. */
function showField(value: unknown): Markup | string {
  if (typeof value === 'number') {
    const iso = new Date(value).toISOString();
    return html`<time datetime="${iso}" title="${iso}">${formatDay(value)}</time>`;
  }
  if (typeof value !== 'string') return JSON.stringify(value);
  return /^(?:cus|sub)_/.test(value) ? idText(value) : value;
}
