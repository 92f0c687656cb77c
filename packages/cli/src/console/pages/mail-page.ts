import { html } from 'hono/html';
import type { SentMail } from '../../dev/app-messages.js';
import { formatInstant, formatName } from '../formats.js';
import { dataTable } from './data-table.js';
import type { ConsolePage } from './layout.js';
import type { Markup } from './markup.js';

/** One mail: to whom, when, and the data its template is filled with. */
export function mailPage(mail: SentMail): ConsolePage {
  return {
    title: formatName(mail.template),
    path: '/mail',
    body: html`<p class="small"><a href="/mail">Back to the mailbox</a></p>
      <div class="head">
        <h1>${formatName(mail.template)}</h1>
        <p class="soft">${formatInstant(mail.sentAt)}</p>
      </div>
      <div class="stack">
        <section class="panel" aria-label="Envelope">
          <dl class="facts">
            <div>
              <dt>To</dt>
              <dd>${mail.to}</dd>
            </div>
            <div>
              <dt>Template</dt>
              <dd><code>${mail.template}</code></dd>
            </div>
            <div>
              <dt>Key</dt>
              <dd><code>${mail.key}</code></dd>
            </div>
          </dl>
        </section>
        <section class="panel" aria-labelledby="data-heading">
          <h2 id="data-heading">Data</h2>
          ${dataTable({
            rows: Object.entries(mail.data),
            empty: 'The template needs no data.',
            columns: [
              { label: 'Name', cell: ([name]) => html`<code class="nowrap">${name}</code>` },
              { label: 'Value', cell: ([, value]) => showValue(value) },
            ],
          })}
        </section>
      </div>`,
  };
}

/** Addresses can be followed, as in the mail itself. */
function showValue(value: unknown): Markup | string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return /^https?:\/\/\S+$/.test(text) ? html`<a href="${text}">${text}</a>` : text;
}
