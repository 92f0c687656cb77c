import { html } from 'hono/html';
import type { StripeAccountView } from '../read-stripe-account.js';
import { formatDay, formatTime } from '../formats.js';
import { dataTable } from './data-table.js';
import { idText } from './id-text.js';
import type { ConsolePage } from './layout.js';
import type { Markup } from './markup.js';
import { statusBadge } from './status-badge.js';

/** The simulated Stripe account: who pays what, and what the app was told. */
export function stripePage(view: StripeAccountView): ConsolePage {
  return {
    title: 'Stripe',
    path: '/stripe',
    body: html`<div class="head">
        <h1>Stripe</h1>
        <p class="soft">Test mode, simulated at <code>${view.origin}</code></p>
      </div>
      <div class="stack">
        ${panel('Subscriptions', subscriptions(view))} ${panel('Checkout sessions', sessions(view))}
        ${panel('Customers', customers(view))} ${panel('Invoices', invoices(view))}
        ${panel('Events and webhook deliveries', events(view))}
      </div>`,
  };
}

function panel(title: string, content: Markup): Markup {
  return html`<section class="panel" aria-label="${title}">
    <h2>${title}</h2>
    ${content}
  </section>`;
}

function subscriptions(view: StripeAccountView): Markup {
  return dataTable({
    rows: view.subscriptions,
    empty: 'Nobody has subscribed yet.',
    columns: [
      { label: 'Customer', cell: (row) => html`<span class="strong">${row.email}</span>` },
      { label: 'Product', cell: (row) => `${row.product}, ${row.price}` },
      { label: 'Status', cell: (row) => statusBadge(row.status) },
      { label: 'Next', cell: (row) => `${row.next} ${formatDay(row.nextAt)}` },
      { label: 'Subscription', cell: (row) => idText(row.id) },
    ],
  });
}

function sessions(view: StripeAccountView): Markup {
  return dataTable({
    rows: view.sessions,
    empty: 'No Checkout has been opened yet. Install the app to open one.',
    columns: [
      { label: 'Created', cell: (row) => timeCell(row.createdAt) },
      { label: 'Customer', cell: (row) => row.email },
      { label: 'Status', cell: (row) => statusBadge(row.status) },
      {
        label: 'Page',
        cell: (row) =>
          row.url === null ? idText(row.id) : html`<a href="${row.url}">Open the Checkout page</a>`,
      },
    ],
  });
}

function customers(view: StripeAccountView): Markup {
  return dataTable({
    rows: view.customers,
    empty: 'No customers yet.',
    columns: [
      { label: 'Email', cell: (row) => html`<span class="strong">${row.email}</span>` },
      { label: 'Customer', cell: (row) => idText(row.id) },
      {
        label: 'Billing portal',
        cell: (row) =>
          html`<form method="post" action="/stripe/billing-portal">
            <input type="hidden" name="customer" value="${row.id}" />
            <button class="button link">Open as this customer</button>
          </form>`,
      },
    ],
  });
}

function invoices(view: StripeAccountView): Markup {
  return dataTable({
    rows: view.invoices,
    empty: 'No invoices yet.',
    columns: [
      { label: 'Created', cell: (row) => timeCell(row.createdAt) },
      { label: 'Customer', cell: (row) => row.email },
      { label: 'Total', cell: (row) => row.total },
      { label: 'Status', cell: (row) => statusBadge(row.status) },
      {
        label: 'Invoice',
        cell: (row) => (row.url === null ? idText(row.id) : html`<a href="${row.url}">Open the invoice</a>`),
      },
    ],
  });
}

function events(view: StripeAccountView): Markup {
  return dataTable({
    rows: view.events,
    empty: 'Nothing has happened yet.',
    columns: [
      { label: 'When', cell: (row) => timeCell(row.createdAt) },
      { label: 'Event', cell: (row) => html`<span class="strong">${row.type}</span>` },
      { label: 'About', cell: (row) => idText(row.about) },
      {
        label: 'Delivery',
        cell: (row) =>
          row.deliveries.length === 0
            ? html`<span class="soft">Not sent: no endpoint yet</span>`
            : html`${row.deliveries.map(
                ({ status, detail }) =>
                  html`<span class="nowrap"
                    >${statusBadge(status)} <span class="small soft">${detail}</span></span
                  > `,
              )}`,
      },
    ],
  });
}

function timeCell(atMs: number): Markup {
  return html`<span class="nowrap">${formatTime(atMs)}</span>`;
}
