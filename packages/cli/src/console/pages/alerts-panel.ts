import type { AlertEntry } from '@hs-x/sdk/billing';
import { html } from 'hono/html';
import { formatName, formatTime } from '../formats.js';
import type { Markup } from './markup.js';

/** What needs a person, as an operator would be told; each alert can be resolved here. */
export function alertsPanel(alerts: readonly AlertEntry[]): Markup {
  return html`<section class="panel" id="alerts" aria-labelledby="alerts-heading">
    <div class="row panel-head">
      <h2 id="alerts-heading">Alerts</h2>
      <span class="badge ${alerts.length === 0 ? 'good' : 'bad'}"
        >${alerts.length === 0 ? 'None open' : `${alerts.length} open`}</span
      >
    </div>
    ${
      alerts.length === 0
        ? html`<p class="small soft">
            What needs a person shows up here: a price that is in no plan, a mail that bounced, a webhook that
            failed for days.
          </p>`
        : html`<ul class="rows">
            ${alerts.map(alertRow)}
          </ul>`
    }
  </section>`;
}

function alertRow({ key, code, message, details, portalId, lastRaisedAt, times }: AlertEntry): Markup {
  const about = [
    portalId === null ? 'The app' : `Portal ${portalId}`,
    `${formatTime(lastRaisedAt)} UTC`,
    ...(times > 1 ? [`raised ${times} times`] : []),
  ];
  return html`<li class="stack-small">
    <div class="row">
      <h3>${formatName(code)}</h3>
      <form method="post" action="/alerts/resolve">
        <button class="button plain small" name="key" value="${key}">Resolve</button>
      </form>
    </div>
    <p class="small soft">${about.join(' · ')}</p>
    <p class="small">${message}</p>
    ${Object.keys(details).length === 0 ? '' : detailList(details)}
  </li>`;
}

function detailList(details: AlertEntry['details']): Markup {
  return html`<dl class="facts wide small">
    ${Object.entries(details).map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}
