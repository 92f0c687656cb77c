import { icon } from './icons.js';
import { renderLayout } from './layout.js';
import type { PageView } from './layout.js';
import { markup } from './markup.js';

/** What the page after an install without Checkout is made of. */
export interface FreeInstallView extends PageView {
  /** The free plan's title, as in `hs-x.toml`. */
  readonly planTitle: string;
  /** Whether HubSpot calls the account a developer test or sandbox account. */
  readonly isTestAccount: boolean;
  /** Leads to the paid plans; null when none is offered. */
  readonly checkoutUrl: string | null;
  /** Where the app is. */
  readonly continueUrl: string;
}

/** The page after an install that ends on the free plan: installed, nothing to pay, and where to go. */
export function renderFreeInstall(view: FreeInstallView): string {
  const { appName, planTitle, isTestAccount, checkoutUrl, continueUrl } = view;
  const note = isTestAccount
    ? markup`<p class="fine">This is a HubSpot test account, so no trial starts and nothing is charged.</p>`
    : null;
  const upgrade =
    checkoutUrl === null ? null : markup`<a class="button plain" href="${checkoutUrl}">See paid plans</a>`;
  return renderLayout(view, {
    title: 'Installed',
    body: markup`<div class="card">
<div class="emblem good">${icon('check')}</div>
<h1>${appName} is installed</h1>
<p class="lede">Your HubSpot account is on the <strong>${planTitle}</strong> plan. There is nothing to pay.</p>
${note}
<div class="actions">
<a class="button" href="${continueUrl}">Open ${appName}</a>
${upgrade}
</div>
</div>`,
    hasPaymentNote: checkoutUrl !== null,
  });
}
