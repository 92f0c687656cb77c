import { html } from 'hono/html';

import type { CardRefusal } from '../../../stripe/api/failure.js';
import { formatDay, formatMoney } from '../../design/formats.js';
import type { Html } from '../../design/html.js';
import { cardIcon } from '../../design/icons.js';
import { cardFields, testCards } from '../card-fields.js';
import { textField } from '../field.js';
import { intervalInWords } from '../price-words.js';
import type { CheckoutView } from './checkout-view.js';

/** What was typed before and why it was refused. */
export interface PaymentAttempt {
  readonly email: string;
  readonly name: string;
  /** About the card or the bank account. */
  readonly refusal?: CardRefusal;
  readonly emailError?: string;
}

/** The right half: who pays, how, and the button. */
export function paymentForm(view: CheckoutView, attempt: PaymentAttempt): Html {
  return html`<section class="payment" aria-label="Payment">
    <div>
      <form method="post" action="/c/pay/${view.session.id}" class="stack" data-pay novalidate>
        ${alertBox(attempt)}
        <h2>Contact information</h2>
        ${textField({
          name: 'email',
          label: 'Email',
          type: 'email',
          inputMode: 'email',
          autocomplete: 'email',
          placeholder: 'email@example.com',
          value: view.fixedEmail ?? attempt.email,
          isReadOnly: view.fixedEmail !== undefined,
          ...(attempt.emailError === undefined ? {} : { error: attempt.emailError }),
        })}
        ${view.needsPaymentMethod ? paymentMethod(attempt) : ''}
        <button class="button button-primary button-wide" data-main>
          ${view.trial === undefined ? 'Subscribe' : 'Start trial'}
        </button>
        <p class="small soft">${terms(view)}</p>
        ${view.needsPaymentMethod ? testCards() : ''}
      </form>
    </div>
  </section>`;
}

function alertBox({ refusal, emailError }: PaymentAttempt): Html | '' {
  const message = refusal?.message ?? emailError;
  return message === undefined
    ? ''
    : html`<p class="notice notice-bad" role="alert" tabindex="-1">${message}</p>`;
}

function paymentMethod(attempt: PaymentAttempt): Html {
  return html`<h2 id="method-heading">Payment method</h2>
    <div class="method" role="radiogroup" aria-labelledby="method-heading">
      <label for="method-card"
        ><input type="radio" id="method-card" name="method" value="card" checked />${cardIcon()} Card</label
      >
      <div class="method-body card-body">${cardFields(attempt.refusal, attempt.name)}</div>
      <label for="method-bank"
        ><input type="radio" id="method-bank" name="method" value="bank" />US bank account</label
      >
      <div class="method-body bank-body stack">
        <p class="small soft">
          The payment takes a few days to settle. Access depends on the vendor until then.
        </p>
        <div class="field">
          <label for="bank">Test account</label>
          <select id="bank" name="bank">
            <option value="succeeds">Ends in 6789: settles</option>
            <option value="fails">Ends in 1116: fails after some days</option>
          </select>
        </div>
      </div>
    </div>`;
}

function terms({ businessName, session, trial, recurring, recurringAmountMinor }: CheckoutView): string {
  const price = `${formatMoney(recurringAmountMinor, session.currency)} ${intervalInWords(recurring)}`;
  if (trial === undefined) {
    return `By subscribing, you allow ${businessName} to charge you ${price} until you cancel.`;
  }
  return `After your trial ends, you will be charged ${price} starting ${formatDay(trial.endsAt)}. You can always cancel before then.`;
}
