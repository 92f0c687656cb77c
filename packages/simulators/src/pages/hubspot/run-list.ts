import { html } from 'hono/html';

import type { InvocableDefinition } from '../../hubspot/developer-app.js';
import type { SurfaceRun } from '../../hubspot/calls/surface-run.js';
import { isRecord } from '../../hubspot/crm/read-properties.js';
import { formatInstant } from '../design/formats.js';
import type { Html } from '../design/html.js';
import { inWords, jsonView } from './json-view.js';

/** Buttons that run the app's actions and tools for this record. */
export function runButtons(
  action: string,
  groups: readonly {
    readonly kind: 'action' | 'tool';
    readonly definitions: readonly InvocableDefinition[];
  }[],
): Html {
  const buttons = groups.flatMap(({ kind, definitions }) =>
    definitions.map(
      (definition) =>
        html`<button class="button button-small" name="run" value="${kind}:${definition.name}">
          ${labelOf(definition)}<span class="badge badge-plain"
            >${kind === 'action' ? 'Workflow action' : 'Agent tool'}</span
          >
        </button>`,
    ),
  );
  if (buttons.length === 0)
    return html`<p class="soft small">The app offers no workflow actions or agent tools yet.</p>`;
  return html`<form method="post" action="${action}" class="actions">${buttons}</form>`;
}

/** Text of a definition's button. */
export function labelOf(definition: InvocableDefinition): string {
  return definition.label ?? inWords(definition.name);
}

/** What was run here, newest first. */
export function runList(runs: readonly SurfaceRun[]): Html {
  if (runs.length === 0) return html`<p class="empty soft">Nothing has run on this record yet.</p>`;
  return html`<ul class="rows" aria-live="polite">
    ${runs.map(runRow)}
  </ul>`;
}

function runRow(run: SurfaceRun): Html {
  const { state, details } = readRun(run);
  const badge = state === 'SUCCESS' ? 'badge-good' : 'badge-bad';
  return html`<li class="stack-tight" data-run="${run.name}" data-run-state="${state}">
    <div class="row row-between">
      <span class="strong">${run.label}</span><span class="badge ${badge}">${inWords(state)}</span>
    </div>
    <p class="small soft">
      ${run.kind === 'action' ? 'Workflow action' : 'Agent tool'} · ${formatInstant(run.ranAt)}
    </p>
    <div class="small">${details}</div>
  </li>`;
}

/** An answer without `hs_execution_state` counts as success when it is a 2xx, as in HubSpot. */
function readRun({ outcome }: SurfaceRun): { readonly state: string; readonly details: Html } {
  if (outcome.failure !== undefined) return { state: 'NO_ANSWER', details: html`${outcome.failure}` };
  const status = outcome.httpStatus ?? 0;
  const fields =
    isRecord(outcome.json) && isRecord(outcome.json.outputFields) ? outcome.json.outputFields : undefined;
  if (fields === undefined) {
    const state = status >= 200 && status < 300 ? 'SUCCESS' : `HTTP_${status}`;
    return { state, details: html`${jsonView(outcome.json ?? outcome.responseBody)}` };
  }
  const { hs_execution_state: named, ...rest } = fields;
  return { state: typeof named === 'string' ? named : 'SUCCESS', details: html`${jsonView(rest)}` };
}
