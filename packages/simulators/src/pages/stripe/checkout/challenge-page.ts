import { html } from 'hono/html';

import { formatMoney } from '../../design/formats.js';
import type { PageContent } from '../../design/page-layout.js';
import type { CheckoutView } from './checkout-view.js';

/** The bank's 3-D Secure screen, with the two answers a test needs. */
export function challengePage({
  businessName,
  session,
  trial,
  recurringAmountMinor,
}: CheckoutView): PageContent {
  const dueMinor = trial === undefined ? recurringAmountMinor : 0;
  return {
    title: 'Confirm it is you',
    theme: 'stripe',
    body: html`<main class="narrow">
      <section class="panel stack" aria-labelledby="challenge-heading">
        <p class="small soft">3-D Secure test page</p>
        <h1 id="challenge-heading">Your bank asks you to confirm this payment</h1>
        <dl class="facts">
          <div>
            <dt>Merchant</dt>
            <dd>${businessName}</dd>
          </div>
          <div>
            <dt>Due today</dt>
            <dd>${formatMoney(dueMinor, session.currency)}</dd>
          </div>
        </dl>
        <form method="post" class="actions">
          <button class="button button-primary" name="outcome" value="complete">
            Complete authentication
          </button>
          <button class="button" name="outcome" value="fail">Fail authentication</button>
        </form>
      </section>
    </main>`,
  };
}
