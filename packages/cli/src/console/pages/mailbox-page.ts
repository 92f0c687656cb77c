import { html } from 'hono/html';
import type { SentMail } from '../../dev/app-messages.js';
import { formatInstant } from '../formats.js';
import { dataTable } from './data-table.js';
import type { ConsolePage } from './layout.js';

/** A mail with its subject and its place in the mailbox, from 1. */
export interface MailboxRow {
  readonly mail: SentMail;
  readonly subject: string;
  readonly number: number;
}

/** Every mail the app sent, newest first; each leads to its own page. */
export function mailboxPage(
  rows: readonly MailboxRow[],
  { hasSender }: { readonly hasSender: boolean },
): ConsolePage {
  return {
    title: 'Mailbox',
    path: '/mail',
    body: html`<div class="head">
        <h1>Mailbox</h1>
        <p class="soft">Mails leave the app’s outbox and end here.</p>
      </div>
      ${hasSender ? '' : html`<p class="notice bad" role="status">hs-x.toml names no sender, so a deployed app would send none of these: set from = "billing@yourapp.com" under [email].</p>`}
      <section class="panel">
        ${dataTable({
          rows,
          empty: 'No mail yet. Move the clock towards the end of a trial, or ask for a billing link.',
          columns: [
            {
              label: 'Mail',
              cell: ({ subject, number }) => html`<a class="strong" href="/mail/${number}">${subject}</a>`,
            },
            { label: 'Template', cell: ({ mail }) => html`<code class="nowrap">${mail.template}</code>` },
            { label: 'To', cell: ({ mail }) => mail.to },
            { label: 'Sent', cell: ({ mail }) => formatInstant(mail.sentAt) },
          ],
        })}
      </section>`,
  };
}
