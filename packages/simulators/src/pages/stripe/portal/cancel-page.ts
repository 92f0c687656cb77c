import { html } from 'hono/html';

import { toMilliseconds } from '../../../stripe/epoch.js';
import { formatDay } from '../../design/formats.js';
import type { PageContent } from '../../design/page-layout.js';
import { priceInWords } from '../price-words.js';
import { goBack, portalPage } from './portal-frame.js';
import type { PortalSubscription, PortalView } from './portal-view.js';

/** Asks once before a subscription is canceled, and says until when it works. */
export function cancelPage(view: PortalView, shown: PortalSubscription): PageContent {
  const { subscription, item, productName } = shown;
  const { mode } = view.configuration.features.subscription_cancel;
  const end = formatDay(toMilliseconds(subscription.trial_end ?? item.current_period_end));
  return portalPage(
    view,
    'Cancel subscription',
    html`<h2>Cancel your subscription</h2>
      <p><span class="strong">${productName}</span>, ${priceInWords(item.price, item.quantity)}</p>
      <p class="soft">
        ${
          mode === 'immediately'
            ? 'Your subscription ends at once.'
            : `It stays available until ${end}. If you change your mind, you can renew it here before then.`
        }
      </p>
      <form
        method="post"
        action="/p/session/${view.session.id}/subscriptions/${subscription.id}/cancel"
        class="actions"
      >
        <button class="button button-danger">Cancel subscription</button>${goBack(view)}
      </form>`,
  );
}
