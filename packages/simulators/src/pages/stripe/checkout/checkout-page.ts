import { html } from 'hono/html';

import type { PageContent } from '../../design/page-layout.js';
import { cardFormScript } from '../card-fields.js';
import { checkoutStyles } from './checkout-styles.js';
import type { CheckoutView } from './checkout-view.js';
import { orderSummary } from './order-summary.js';
import { paymentForm, type PaymentAttempt } from './payment-form.js';

/** Stripe's hosted Checkout page in its own design: order on the left, payment on the right. */
export function checkoutPage(view: CheckoutView, attempt: PaymentAttempt): PageContent {
  return {
    title: `${view.businessName} · Checkout`,
    theme: 'stripe',
    styles: checkoutStyles,
    script: cardFormScript,
    body: html`<main class="checkout">${orderSummary(view)} ${paymentForm(view, attempt)}</main>`,
  };
}
