import { html } from 'hono/html';

import { toMilliseconds } from '../../../stripe/epoch.js';
import type { InvoiceObject } from '../../../stripe/invoices/object.js';
import type { PaymentMethodObject } from '../../../stripe/payment-methods/object.js';
import { formatDay, formatMoney } from '../../design/formats.js';
import type { Html } from '../../design/html.js';
import { cardIcon } from '../../design/icons.js';
import type { PageContent } from '../../design/page-layout.js';
import { portalPage, problemNotice } from './portal-frame.js';
import type { PortalView } from './portal-view.js';
import { owesPayment, subscriptionSection } from './subscription-section.js';

/** What just happened. */
export interface PortalMessage {
  /** What was done. */
  readonly notice?: string;
  /** Why something was refused. */
  readonly problem?: string;
}

/** The billing portal: subscription, payment method, invoices. */
export function portalHomePage(view: PortalView, message: PortalMessage = {}): PageContent {
  const { features } = view.configuration;
  return portalPage(
    view,
    'Billing',
    html`${doneNotice(message.notice)} ${problemNotice(message.problem)} ${subscriptions(view)}
    ${features.payment_method_update.enabled ? paymentMethodSection(view) : ''} ${customerSection(view)}
    ${features.invoice_history.enabled ? invoiceSection(view) : ''}`,
  );
}

function doneNotice(notice: string | undefined): Html | '' {
  return notice === undefined ? '' : html`<p class="notice notice-good" role="status">${notice}</p>`;
}

function subscriptions(view: PortalView): Html {
  return html`<section class="stack" aria-labelledby="plan">
    <h2 class="section-title" id="plan">Current subscription</h2>
    ${
      view.subscriptions.length === 0
        ? html`<p class="soft">There is no current subscription.</p>`
        : view.subscriptions.map((shown) => subscriptionSection(view, shown))
    }
  </section>`;
}

function paymentMethodSection({ session, paymentMethod, subscriptions }: PortalView): Html {
  const isUrgent = subscriptions.some(({ subscription }) => owesPayment(subscription));
  const label = paymentMethod === undefined ? 'Add payment method' : 'Update payment method';
  return html`<section class="stack" aria-labelledby="payment">
    <h2 class="section-title" id="payment">Payment method</h2>
    <div class="row row-between">
      <p class="row">
        ${cardIcon()} <span>${paymentMethod === undefined ? 'None yet' : methodInWords(paymentMethod)}</span>
      </p>
      <a
        class="button button-small ${isUrgent ? 'button-primary' : ''}"
        href="/p/session/${session.id}/payment-method"
        >${label}</a
      >
    </div>
  </section>`;
}

/** `Visa •••• 4242, expires 12/2030`. */
export function methodInWords({ card, us_bank_account }: PaymentMethodObject): string {
  if (card === undefined) return `Bank account •••• ${us_bank_account?.last4 ?? ''}`;
  const brand = card.brand.charAt(0).toUpperCase() + card.brand.slice(1);
  return `${brand} •••• ${card.last4}, expires ${String(card.exp_month).padStart(2, '0')}/${card.exp_year}`;
}

function customerSection({ customer }: PortalView): Html {
  return html`<section class="stack" aria-labelledby="details">
    <h2 class="section-title" id="details">Billing information</h2>
    <dl class="facts">
      ${
        customer.name === null
          ? ''
          : html`<div>
              <dt>Name</dt>
              <dd>${customer.name}</dd>
            </div>`
      }
      <div>
        <dt>Email</dt>
        <dd>${customer.email ?? 'Not given'}</dd>
      </div>
    </dl>
  </section>`;
}

function invoiceSection({ session, invoices }: PortalView): Html {
  return html`<section class="stack" aria-labelledby="invoices">
    <h2 class="section-title" id="invoices">Invoice history</h2>
    ${
      invoices.length === 0
        ? html`<p class="soft">No invoices yet.</p>`
        : html`<ul class="rows">
            ${invoices.map((invoice) => invoiceRow(session.id, invoice))}
          </ul>`
    }
  </section>`;
}

const statusWords: Readonly<Record<InvoiceObject['status'], readonly [style: string, word: string]>> = {
  draft: ['badge-plain', 'Draft'],
  open: ['badge-bad', 'Open'],
  paid: ['badge-good', 'Paid'],
  uncollectible: ['badge-plain', 'Uncollectible'],
  void: ['badge-plain', 'Void'],
};

function invoiceRow(sessionId: string, invoice: InvoiceObject): Html {
  const day = formatDay(toMilliseconds(invoice.created));
  const [style, word] = statusWords[invoice.status];
  const url = invoice.hosted_invoice_url;
  return html`<li class="invoice">
    <span>${url === null ? day : html`<a href="${url}">${day}</a>`}</span>
    <span class="invoice-number">${formatMoney(invoice.total, invoice.currency)}</span>
    <span class="badge ${style}">${word}</span>
    <span class="what small soft">${invoice.lines.data[0]?.description ?? ''}</span>
    ${invoice.status === 'open' ? payButton(sessionId, invoice) : ''}
  </li>`;
}

function payButton(sessionId: string, invoice: InvoiceObject): Html {
  return html`<form method="post" action="/p/session/${sessionId}/invoices/${invoice.id}/pay">
    <button class="button button-small">Pay now</button>
  </form>`;
}
