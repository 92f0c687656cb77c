import { html } from 'hono/html';

import type { CardRefusal } from '../../../stripe/api/failure.js';
import type { PageContent } from '../../design/page-layout.js';
import { cardFields, cardFormScript, testCards } from '../card-fields.js';
import { goBack, portalPage, problemNotice } from './portal-frame.js';
import { methodInWords } from './portal-home-page.js';
import type { PortalView } from './portal-view.js';

/** A card that was refused. */
export interface CardAttempt {
  readonly refusal: CardRefusal;
  readonly cardholder: string;
}

/** The card form of the portal; after a refusal it says why. */
export function paymentMethodPage(view: PortalView, attempt?: CardAttempt): PageContent {
  const { session, paymentMethod } = view;
  return portalPage(
    view,
    'Payment method',
    html`<h2>${paymentMethod === undefined ? 'Add a payment method' : 'Update your payment method'}</h2>
      ${paymentMethod === undefined ? '' : html`<p class="soft">Now: ${methodInWords(paymentMethod)}</p>`}
      <form method="post" action="/p/session/${session.id}/payment-method" class="stack" data-pay novalidate>
        ${problemNotice(attempt?.refusal.message)} ${cardFields(attempt?.refusal, attempt?.cardholder)}
        <p class="small soft">
          By saving this card, you allow ${view.businessName} to charge it for future payments.
        </p>
        <div class="actions">
          <button class="button button-primary" data-main>Save card</button>${goBack(view)}
        </div>
        ${testCards()}
      </form>`,
    cardFormScript,
  );
}
