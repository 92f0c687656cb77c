import { html } from 'hono/html';

import type { SurfaceRun } from '../../hubspot/calls/surface-run.js';
import type { CrmRecord } from '../../hubspot/crm/crm-record.js';
import type { DeveloperApp } from '../../hubspot/developer-app.js';
import type { Portal } from '../../hubspot/portal.js';
import { initialsOf } from '../design/formats.js';
import type { Html } from '../design/html.js';
import type { PageContent } from '../design/page-layout.js';
import { appSlug } from './app-slug.js';
import { cardPanel } from './card-panel.js';
import type { CardResult } from './card-result.js';
import { hubspotBar } from './hubspot-bar.js';
import { inWords } from './json-view.js';
import { runButtons, runList } from './run-list.js';

/** What a record page shows. */
export interface RecordView {
  readonly app: DeveloperApp;
  readonly portal: Portal;
  readonly record: CrmRecord;
  readonly card: CardResult;
  readonly runs: readonly SurfaceRun[];
}

const styles = `
.record { display: grid; gap: 20px; grid-template-columns: 280px minmax(0, 1fr) 400px; align-items: start; }
@media (max-width: 1040px) { .record { grid-template-columns: 1fr; } .record .card-slot { order: -1; } .record .about { order: -2; } }`;

/** A contact's page with the app's card, its actions and tools, and what they answered. */
export function recordPage(view: RecordView): PageContent {
  const { app, portal, record } = view;
  const name = displayName(record);
  return {
    title: `${name} · ${portal.portalName}`,
    theme: 'hubspot',
    bar: hubspotBar(portal),
    styles,
    body: html`<main class="wide record">
      <aside class="about">${aboutPanel(record, name)}</aside>
      <section class="panel stack" aria-labelledby="activity-heading">
        <h2 id="activity-heading">Automation</h2>
        ${
          view.card.state === 'not_installed'
            ? ''
            : runButtons(`${recordUrl(portal, record)}/runs`, [
                { kind: 'action', definitions: app.actions },
                { kind: 'tool', definitions: app.tools },
              ])
        }
        <hr class="divider" />
        ${runList(view.runs)}
      </section>
      <div class="card-slot">
        ${cardPanel({
          appName: app.name,
          title: app.card?.title ?? app.name,
          result: view.card,
          installUrl: `/install/${appSlug(app)}`,
        })}
      </div>
    </main>`,
  };
}

/** Address of a contact's page. */
export function recordUrl(portal: Portal, record: CrmRecord): string {
  return `/contacts/${portal.portalId}/record/0-1/${record.id}`;
}

function aboutPanel(record: CrmRecord, name: string): Html {
  const shown = ['email', 'phone', 'company', 'lifecyclestage'].filter(
    (property) => (record.properties[property] ?? '') !== '',
  );
  return html`<section class="panel stack">
    <header class="row">
      <span class="tile tile-round" aria-hidden="true">${initialsOf(name)}</span>
      <div class="grow">
        <h1>${name}</h1>
        <p class="small soft">Contact ${record.id}</p>
      </div>
    </header>
    <dl class="facts">
      ${shown.map(
        (property) =>
          html`<div>
            <dt>${inWords(property === 'lifecyclestage' ? 'lifecycle_stage' : property)}</dt>
            <dd>${record.properties[property] ?? ''}</dd>
          </div>`,
      )}
    </dl>
  </section>`;
}

function displayName(record: CrmRecord): string {
  const { firstname, lastname, email } = record.properties;
  const name = [firstname, lastname]
    .filter((part) => part !== undefined && part !== null && part !== '')
    .join(' ');
  return name === '' ? (email ?? `Contact ${record.id}`) : name;
}
