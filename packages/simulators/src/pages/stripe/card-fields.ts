/** The card form of Checkout and portal. What was typed is never sent back: a refused form comes without the number. */
import { html } from 'hono/html';

import type { CardRefusal } from '../../stripe/api/failure.js';
import type { Html } from '../design/html.js';
import { textField } from './field.js';

/** Names of the card form's fields, as posted. */
export const cardFieldNames = {
  number: 'cardNumber',
  expiry: 'cardExpiry',
  cvc: 'cardCvc',
  name: 'cardName',
} as const;

/** Number, expiry, CVC and name, with the refusal beside the field it is about. */
export function cardFields(refusal: CardRefusal | undefined, cardholder = ''): Html {
  const error = (field: CardFieldName): { readonly error?: string } =>
    refusal !== undefined && fieldOfRefusal(refusal) === field ? { error: refusal.message } : {};
  return html`<div class="stack card-fields">
    ${textField({ name: cardFieldNames.number, label: 'Card number', type: 'tel', inputMode: 'numeric', autocomplete: 'cc-number', placeholder: '1234 1234 1234 1234', ...error('number') })}
    <div class="field-pair">
      ${textField({ name: cardFieldNames.expiry, label: 'Expiration', type: 'tel', inputMode: 'numeric', autocomplete: 'cc-exp', placeholder: 'MM / YY', ...error('expiry') })}
      ${textField({ name: cardFieldNames.cvc, label: 'CVC', type: 'tel', inputMode: 'numeric', autocomplete: 'cc-csc', placeholder: '123', ...error('cvc') })}
    </div>
    ${textField({ name: cardFieldNames.name, label: 'Cardholder name', autocomplete: 'cc-name', placeholder: 'Full name on card', value: cardholder })}
  </div>`;
}

/** Test numbers a person needs at hand, and what each does. */
export function testCards(): Html {
  const cards = [
    ['4242 4242 4242 4242', 'Succeeds'],
    ['4000 0000 0000 0002', 'Is declined'],
    ['4000 0000 0000 9995', 'Has insufficient funds'],
    ['4000 0027 6000 3184', 'Asks for 3-D Secure'],
    ['4000 0000 0000 0341', 'Is saved, then fails when charged'],
  ] as const;
  return html`<details class="small">
    <summary>Test cards</summary>
    <ul class="test-cards">
      ${cards.map(([number, outcome]) => html`<li><code>${number}</code><span class="soft">${outcome}</span></li>`)}
    </ul>
    <p class="soft">Any future date and any three digits.</p>
  </details>`;
}

/** Groups digits while typing and keeps a second click from paying twice; the form works without it. */
export const cardFormScript = `
document.querySelectorAll('form[data-pay]').forEach((form) => {
  const digits = (text, max) => text.replace(/\\D/g, '').slice(0, max);
  const number = form.querySelector('[name="cardNumber"]');
  const expiry = form.querySelector('[name="cardExpiry"]');
  if (number) number.addEventListener('input', () => { number.value = digits(number.value, 19).replace(/(.{4})(?=.)/g, '$1 '); });
  if (expiry) expiry.addEventListener('input', (event) => {
    if (event.inputType === 'deleteContentBackward') return;
    const typed = digits(expiry.value, 4);
    expiry.value = typed.length > 2 ? typed.slice(0, 2) + ' / ' + typed.slice(2) : typed;
  });
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = 'yes';
    const button = form.querySelector('button[data-main]');
    if (button) { button.setAttribute('aria-disabled', 'true'); button.textContent = 'Processing…'; }
  });
  addEventListener('pageshow', () => { delete form.dataset.sent; });
});
const alert = document.querySelector('[role="alert"]');
if (alert) (document.querySelector('[aria-invalid="true"]') ?? alert).focus();`;

type CardFieldName = 'number' | 'expiry' | 'cvc';

function fieldOfRefusal({ param }: CardRefusal): CardFieldName {
  if (param === 'cvc') return 'cvc';
  return param === 'exp_month' || param === 'exp_year' ? 'expiry' : 'number';
}
