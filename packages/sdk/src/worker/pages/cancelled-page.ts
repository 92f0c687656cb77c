import { icon } from './icons.js';
import { renderLayout } from './layout.js';
import type { PageView } from './layout.js';
import { markup } from './markup.js';

/** What the page after an abandoned Checkout is made of. */
export interface CancelledView extends PageView {
  /** Leads back to Checkout. */
  readonly checkoutUrl: string;
  /** Where the app is. */
  readonly continueUrl: string;
  /** The free plan's title, as in `hs-x.toml`; null when there is none. */
  readonly freePlanTitle: string | null;
}

/** The page for someone who left Checkout without paying: nothing was charged, and both ways on are open. */
export function renderCancelled(view: CancelledView): string {
  const { appName, checkoutUrl, continueUrl, freePlanTitle } = view;
  const outlook =
    freePlanTitle === null
      ? markup`You can subscribe whenever you like; until then the paid features of ${appName} stay off.`
      : markup`You can keep using ${appName} on the <strong>${freePlanTitle}</strong> plan and subscribe whenever you like.`;
  const continueLabel =
    freePlanTitle === null ? markup`Continue to ${appName}` : markup`Continue with ${freePlanTitle}`;
  return renderLayout(view, {
    title: 'Nothing was charged',
    body: markup`<div class="card">
<div class="emblem">${icon('back')}</div>
<h1>Nothing was charged</h1>
<p class="lede">You left checkout before it was completed. ${outlook}</p>
<div class="actions">
<a class="button" href="${checkoutUrl}">Back to checkout</a>
<a class="button plain" href="${continueUrl}">${continueLabel}</a>
</div>
</div>`,
  });
}
