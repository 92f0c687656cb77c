import { html } from 'hono/html';

import { formatCount, formatMoney } from '../../design/formats.js';
import type { Html } from '../../design/html.js';
import { backIcon } from '../../design/icons.js';
import { intervalInWords, rhythmInWords } from '../price-words.js';
import type { CheckoutView } from './checkout-view.js';

/** The left half: what is bought, for how much, and what is due today. */
export function orderSummary(view: CheckoutView): Html {
  return html`<section class="order" aria-label="Order summary">
    <div class="stack">
      ${backLink(view)}
      <div class="stack-tight">${headline(view)}</div>
      <div class="lines">
        ${view.lines.map(
          (line) =>
            html`<div class="line">
              <span class="strong">${line.description}</span>
              <span class="line-number">${formatMoney(line.amount_subtotal, line.currency)}</span>
              <span class="small soft">
                ${line.quantity > 1 ? `Qty ${line.quantity}, ` : ''}${
                  view.trial === undefined
                    ? `Billed ${rhythmInWords(view.recurring)}`
                    : `${formatCount(view.trial.days, 'day')} free, then billed ${rhythmInWords(view.recurring)}`
                }
              </span>
            </div>`,
        )}
        <hr class="rule" />
        ${totals(view)}
      </div>
    </div>
  </section>`;
}

function backLink({ session, businessName }: CheckoutView): Html {
  const merchant = html`<span class="strong">${businessName}</span>
    <span class="badge badge-warn sandbox">Test mode</span>`;
  return session.cancel_url === null
    ? html`<p class="row">${merchant}</p>`
    : html`<p class="row">
        <a class="back" href="${session.cancel_url}"
          >${backIcon()}<span class="hidden-label">Back to</span> ${merchant}</a
        >
      </p>`;
}

function headline(view: CheckoutView): Html {
  const amount = formatMoney(view.recurringAmountMinor, view.session.currency);
  const names = view.lines.map((line) => line.description).join(' and ');
  if (view.trial === undefined) {
    return html`<h1 class="soft">Subscribe to ${names}</h1>
      <p class="amount">${amount}</p>
      <p class="soft">${intervalInWords(view.recurring)}</p>`;
  }
  return html`<h1 class="soft">Try ${names}</h1>
    <p class="amount">${formatCount(view.trial.days, 'day')} free</p>
    <p class="soft">Then ${amount} ${intervalInWords(view.recurring)}</p>`;
}

function totals({ session, trial, recurringAmountMinor }: CheckoutView): Html {
  const money = (amountMinor: number): string => formatMoney(amountMinor, session.currency);
  const tax = session.automatic_tax.enabled
    ? html`<div class="line soft">
        <span>Tax</span><span class="line-number">Calculated from your address</span>
      </div>`
    : '';
  return html`<div class="line">
      <span>Subtotal</span><span class="line-number">${money(recurringAmountMinor)}</span>
    </div>
    ${tax}
    ${
      trial === undefined
        ? ''
        : html`<div class="line soft">
            <span>Total after trial</span><span class="line-number">${money(recurringAmountMinor)}</span>
          </div>`
    }
    <hr class="rule" />
    <div class="line total">
      <span>Total due today</span
      ><span class="line-number">${money(trial === undefined ? recurringAmountMinor : 0)}</span>
    </div>`;
}
