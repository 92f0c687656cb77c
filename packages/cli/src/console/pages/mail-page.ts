import { html } from 'hono/html';
import type { SentMail } from '../../dev/app-messages.js';
import type { MailPreview } from '../../dev/preview-mail.js';
import { formatInstant, formatName } from '../formats.js';
import { dataTable } from './data-table.js';
import type { ConsolePage } from './layout.js';
import type { Markup } from './markup.js';

/** The ways to look at a mail. */
export const MAIL_VIEWS = ['mail', 'text', 'data'] as const;

/** One of {@link MAIL_VIEWS}. */
export type MailView = (typeof MAIL_VIEWS)[number];

/** One mail of the mailbox. */
export interface ShownMail {
  /** Its place in the mailbox, from 1. */
  readonly number: number;
  readonly mail: SentMail;
  readonly preview: MailPreview;
  readonly view: MailView;
}

/** One mail as its receiver sees it, as plain text, or as the data its template is filled with. */
export function mailPage(shown: ShownMail): ConsolePage {
  const { mail, preview } = shown;
  const title = subjectOf(mail, preview);
  return {
    title,
    path: '/mail',
    body: html`<p class="small"><a href="/mail">Back to the mailbox</a></p>
      <div class="head">
        <h1>${title}</h1>
        <p class="soft">${formatInstant(mail.sentAt)}</p>
      </div>
      <div class="stack">${envelope(shown)} ${content(shown)} ${bouncePanel(shown.number)}</div>`,
  };
}

/** The subject; the template's name for a mail that nobody has written yet. */
export function subjectOf(mail: SentMail, preview: MailPreview): string {
  return preview.kind === 'written' ? preview.mail.subject : formatName(mail.template);
}

function envelope({ mail, preview }: ShownMail): Markup {
  const fact = (name: string, value: Markup | string): Markup =>
    html`<div>
      <dt>${name}</dt>
      <dd>${value}</dd>
    </div>`;
  const written = preview.kind === 'written' ? preview.mail : undefined;
  return html`<section class="panel" aria-label="Envelope">
    <dl class="facts wide">
      ${written ? fact('From', `${written.from.name} <${written.from.email}>`) : ''} ${fact('To', mail.to)}
      ${written ? fact('Answers go to', written.replyTo) : ''}
      ${fact('Template', html`<code>${mail.template}</code>`)} ${fact('Key', html`<code>${mail.key}</code>`)}
    </dl>
  </section>`;
}

function content(shown: ShownMail): Markup {
  const { number, mail, preview, view } = shown;
  switch (preview.kind) {
    case 'refused':
      return html`<p class="notice bad" role="alert">${preview.problem}</p>
        ${dataPanel(mail)}`;
    case 'unwritten':
      return html`<p class="notice" role="status">
          No template is called “${mail.template}”: put ${mail.template}.txt and ${mail.template}.html into
          the app’s emails folder.
        </p>
        ${dataPanel(mail)}`;
    case 'written':
      return html`${tabs(number, view)} ${view === 'data' ? dataPanel(mail) : ''}
      ${view === 'text' ? html`<section class="panel"><pre class="letter">${preview.mail.text}</pre></section>` : ''}
      ${view === 'mail' ? html`<iframe class="letter" title="The mail" src="/mail/${number}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>` : ''}`;
    default:
      return preview satisfies never;
  }
}

/** What a mail carrier would tell the app of a receiver that does not exist. */
function bouncePanel(number: number): Markup {
  return html`<section class="panel row" aria-labelledby="bounce-heading">
    <div>
      <h2 id="bounce-heading">Let it bounce</h2>
      <p class="small soft">The app hears that this address does not exist, and raises an alert.</p>
    </div>
    <form method="post" action="/mail/${number}/bounce">
      <button class="button plain">Bounce this mail</button>
    </form>
  </section>`;
}

function tabs(number: number, view: MailView): Markup {
  const labels: Readonly<Record<MailView, string>> = {
    mail: 'As it arrives',
    text: 'As text',
    data: 'Its data',
  };
  return html`<nav class="actions" aria-label="Views">
    ${MAIL_VIEWS.map((one) =>
      one === view
        ? html`<a class="button" aria-current="page" href="/mail/${number}?view=${one}">${labels[one]}</a>`
        : html`<a class="button plain" href="/mail/${number}?view=${one}">${labels[one]}</a>`,
    )}
  </nav>`;
}

function dataPanel(mail: SentMail): Markup {
  return html`<section class="panel" aria-labelledby="data-heading">
    <h2 id="data-heading">Data</h2>
    ${dataTable({
      rows: Object.entries(mail.data),
      empty: 'The template needs no data.',
      columns: [
        { label: 'Name', cell: ([name]) => html`<code class="nowrap">${name}</code>` },
        { label: 'Value', cell: ([, value]) => showValue(value) },
      ],
    })}
  </section>`;
}

/** Addresses can be followed, as in the mail itself. */
function showValue(value: unknown): Markup | string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return /^https?:\/\/\S+$/.test(text) ? html`<a href="${text}">${text}</a>` : text;
}
