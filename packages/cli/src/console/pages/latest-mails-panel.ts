import { html } from 'hono/html';
import { formatTime } from '../formats.js';
import type { MailboxRow } from './mailbox-page.js';
import type { Markup } from './markup.js';

/** The mails that came last, newest first, beside the clock that lets them leave. */
export function latestMailsPanel(latest: readonly MailboxRow[], total: number): Markup {
  return html`<section class="panel" aria-labelledby="mails-heading">
    <div class="row panel-head">
      <h2 id="mails-heading">Mailbox</h2>
      <span class="badge">${total}</span>
    </div>
    ${
      latest.length === 0
        ? html`<p class="small soft">
            No mail yet. Trial mails leave on day 3, before the end and at the end.
          </p>`
        : html`<ul class="rows small">
              ${latest.map(mailRow)}
            </ul>
            ${total > latest.length ? html`<p class="small links"><a href="/mail">All ${total} mails</a></p>` : ''}`
    }
  </section>`;
}

function mailRow({ number, subject, mail }: MailboxRow): Markup {
  return html`<li>
    <a class="strong" href="/mail/${number}">${subject}</a>
    <p class="soft"><span class="nowrap">${formatTime(mail.sentAt)}</span> · ${mail.to}</p>
  </li>`;
}
