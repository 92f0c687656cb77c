import { html } from 'hono/html';
import type { SentMail } from '../../dev/app-messages.js';
import { formatInstant, formatName } from '../formats.js';
import { dataTable } from './data-table.js';
import type { ConsolePage } from './layout.js';

/** Every mail the app sent, newest first; each leads to its own page. */
export function mailboxPage(mails: readonly SentMail[]): ConsolePage {
  const rows = mails.map((mail, at) => ({ mail, number: at + 1 })).reverse();
  return {
    title: 'Mailbox',
    path: '/mail',
    body: html`<div class="head">
        <h1>Mailbox</h1>
        <p class="soft">Mails leave the app’s outbox and end here.</p>
      </div>
      <section class="panel">
        ${dataTable({
          rows,
          empty: 'No mail yet. Move the clock towards the end of a trial, or ask for a billing link.',
          columns: [
            {
              label: 'Mail',
              cell: ({ mail, number }) =>
                html`<a class="strong" href="/mail/${number}">${formatName(mail.template)}</a>`,
            },
            { label: 'To', cell: ({ mail }) => mail.to },
            { label: 'Sent', cell: ({ mail }) => formatInstant(mail.sentAt) },
          ],
        })}
      </section>`,
  };
}
