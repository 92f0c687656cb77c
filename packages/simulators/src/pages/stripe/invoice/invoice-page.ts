import { html } from 'hono/html';

import { toMilliseconds } from '../../../stripe/epoch.js';
import type { InvoiceLineObject, InvoiceObject } from '../../../stripe/invoices/object.js';
import { formatDay, formatMoney } from '../../design/formats.js';
import type { Html } from '../../design/html.js';
import type { PageContent } from '../../design/page-layout.js';
import { cardFields, cardFormScript, testCards } from '../card-fields.js';
import { problemNotice } from '../portal/portal-frame.js';

const styles = `
.invoice-lines li { display: flex; justify-content: space-between; gap: 16px; }
.invoice-lines span:last-child { white-space: nowrap; font-variant-numeric: tabular-nums; }`;

/** What an invoice page shows. */
export interface InvoiceView {
  readonly invoice: InvoiceObject;
  readonly businessName: string;
  /** Why the last try to pay was refused. */
  readonly problem?: string;
}

/** The hosted invoice: amount, status, lines, and, while it is open, ways to pay: the saved payment method or another card. */
export function invoicePage({ invoice, businessName, problem }: InvoiceView): PageContent {
  const money = (amountMinor: number): string => formatMoney(amountMinor, invoice.currency);
  return {
    title: `Invoice ${invoice.number ?? ''} · ${businessName}`,
    theme: 'stripe',
    styles,
    script: cardFormScript,
    body: html`<main class="narrow">
      <section class="panel stack">
        ${problemNotice(problem)}
        <p class="row">
          <span class="strong">${businessName}</span> <span class="badge badge-warn">Test mode</span>
        </p>
        <h1>${headingOf(invoice, money(invoice.amount_remaining), money(invoice.total))}</h1>
        ${factsOf(invoice)}
        <ul class="rows invoice-lines">
          ${invoice.lines.data.map((line) => lineRow(line, money(line.amount)))}
          <li class="strong"><span>Total</span><span>${money(invoice.total)}</span></li>
        </ul>
        ${invoice.status === 'open' ? payForms(invoice, money(invoice.amount_remaining)) : ''}
      </section>
    </main>`,
  };
}

function headingOf(invoice: InvoiceObject, remaining: string, total: string): string {
  switch (invoice.status) {
    case 'open':
      return `${remaining} is due`;
    case 'paid':
      return `${total} was paid`;
    case 'draft':
      return 'This invoice is a draft';
    case 'void':
      return 'This invoice is void';
    case 'uncollectible':
      return 'This invoice is closed';
  }
}

function lineRow(line: InvoiceLineObject, amount: string): Html {
  return html`<li><span>${line.description ?? 'Subscription'}</span><span>${amount}</span></li>`;
}

function factsOf(invoice: InvoiceObject): Html {
  return html`<dl class="facts">
    <div>
      <dt>Invoice</dt>
      <dd>${invoice.number ?? invoice.id}</dd>
    </div>
    <div>
      <dt>Date</dt>
      <dd>${formatDay(toMilliseconds(invoice.created))}</dd>
    </div>
    <div>
      <dt>Billed to</dt>
      <dd>${invoice.customer_name ?? invoice.customer_email ?? invoice.customer}</dd>
    </div>
  </dl>`;
}

/** One button for the saved payment method, one form for another card: what a declined customer needs. */
function payForms(invoice: InvoiceObject, amount: string): Html {
  return html`<form method="post" action="/i/${invoice.id}">
      <button class="button button-primary button-wide">Pay ${amount}</button>
    </form>
    <details>
      <summary>Pay with another card</summary>
      <form method="post" action="/i/${invoice.id}" class="stack" data-pay novalidate>
        ${cardFields(undefined)}
        <button class="button button-primary button-wide" data-main>Pay ${amount} with this card</button>
        ${testCards()}
      </form>
    </details>`;
}
