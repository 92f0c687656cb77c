import { html, raw } from 'hono/html';
import { CARD_STYLES } from '../../cards/card-styles.js';
import type { DevCard } from '../../cards/dev-cards.js';
import type { PageContext } from '../../cards/host/page-context.js';
import { formatName } from '../formats.js';
import type { RecordView } from '../read-record.js';
import type { ConsolePage } from './layout.js';
import type { Markup } from './markup.js';

/** What the page shows. */
export interface RecordPageView {
  readonly record: RecordView;
  readonly cards: readonly DevCard[];
  readonly place: 'record' | 'settings';
  readonly appName: string;
  /** Where the app is installed; null when it is. */
  readonly installUrl: string | null;
}

/** A contact's page, or the app's settings tab, with the app's cards in it and what they do beside them. */
export function recordPage(view: RecordPageView): ConsolePage {
  const { record, cards, place } = view;
  const title = place === 'record' ? nameOf(record) : 'Settings';
  const main = cards.filter((card) => !isBeside(card));
  const beside = cards.filter(isBeside);
  return {
    title,
    path: '/',
    styles: CARD_STYLES,
    scripts: ['/cards/host.js', ...cards.map(({ id }) => `/cards/${id}.js`)],
    body: html`${head(view, title)} ${installNotice(view)}
      <div class="columns">
        <div class="stack">${cards.length === 0 ? noCard(place) : main.map(slot)}</div>
        <div class="stack">
          ${beside.map(slot)} ${place === 'record' ? factsPanel(record) : ''}
          <section class="panel" aria-labelledby="tools-heading" id="hsx-tools"></section>
        </div>
      </div>
      <script type="application/json" id="hsx-page">
        ${raw(embed(pageContext(view)))}
      </script>`,
  };
}

function head({ record, place, appName }: RecordPageView, title: string): Markup {
  const tab = (target: typeof place, label: string): Markup =>
    html`<a href="/portals/${record.portalId}/${target}" ${place === target ? raw('aria-current="page"') : ''}
      >${label}</a
    >`;
  return html`<div class="record-head">
    <p class="small soft"><a href="/">Overview</a> / ${record.portalName}</p>
    <h1>${title}</h1>
    <p class="soft">
      ${place === 'record' ? (record.contact.properties.email ?? '') : `${appName} in the connected apps of ${record.portalName}`}
    </p>
    <nav class="tabs" aria-label="Where cards are shown">
      ${tab('record', 'Contact record')} ${tab('settings', 'App settings')}
    </nav>
  </div>`;
}

function installNotice({ installUrl, appName, record }: RecordPageView): Markup | '' {
  if (installUrl === null) return '';
  return html`<p class="notice missing">
    ${appName} is not installed in ${record.portalName}, so its cards have nobody to ask.
    <a href="${installUrl}">Install the app</a>
  </p>`;
}

function slot({ id, name, file }: DevCard): Markup {
  return html`<section class="panel card-slot" aria-labelledby="${id}-heading">
    <div class="row panel-head">
      <h2 id="${id}-heading">${name}</h2>
      <code class="small soft">${file}</code>
    </div>
    <div class="ux" id="${id}"><p class="soft" role="status">Loading the card…</p></div>
  </section>`;
}

function noCard(place: RecordPageView['place']): Markup {
  const [text, example] =
    place === 'record'
      ? ['No card of this app is shown on contacts. Declare one in', '[[hubspot.card]]']
      : ['This app has no settings tab. Declare one in', '[hubspot] settings = "…"'];
  return html`<p class="empty">${text} <code>hs-x.toml</code>: <code>${example}</code>.</p>`;
}

function factsPanel({ contact }: RecordView): Markup {
  const shown = ['email', 'phone', 'company', 'lifecyclestage'];
  return html`<section class="panel" aria-labelledby="contact-heading">
    <h2 id="contact-heading">About this contact</h2>
    <dl class="facts wide small">
      ${shown.map(
        (name) =>
          html`<div>
            <dt>${name === 'lifecyclestage' ? 'Lifecycle stage' : formatName(name)}</dt>
            <dd>${contact.properties[name] ?? 'Not set'}</dd>
          </div>`,
      )}
    </dl>
  </section>`;
}

function pageContext({ record, cards, appName }: RecordPageView): PageContext {
  const { portalId, timeZone, appId, user, contact } = record;
  return {
    portal: { id: portalId, timezone: timeZone },
    user: { id: user.userId, email: user.email, roleName: user.roleName },
    record: { id: Number(contact.id), objectTypeId: '0-1', properties: contact.properties },
    app: { id: appId, name: appName },
    cards: cards.map(({ id, name, location }) => ({ id, name, location })),
  };
}

/** JSON in a script element: nothing in it may end the element. */
function embed(context: PageContext): string {
  return JSON.stringify(context).replaceAll('<', '\\u003c');
}

function isBeside({ location }: DevCard): boolean {
  return location === 'crm.record.sidebar' || location === 'helpdesk.sidebar';
}

function nameOf({ contact }: RecordView): string {
  const { firstname, lastname, email } = contact.properties;
  return [firstname, lastname].filter(Boolean).join(' ') || (email ?? `Contact ${contact.id}`);
}
