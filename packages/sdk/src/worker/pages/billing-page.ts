import type { EntitlementStatus } from '../../contract/entitlement.js';
import type { Instant } from '../../kernel/instant.js';
import { billingState } from './billing-state.js';
import { renderLayout } from './layout.js';
import type { PageView } from './layout.js';
import { markup } from './markup.js';

/** What the billing page is made of. */
export interface BillingView extends PageView {
  /** The plan's title, as in `hs-x.toml`. */
  readonly planTitle: string;
  readonly status: EntitlementStatus;
  /** When the provider's trial ends; null without one. */
  readonly trialEndsAt: Instant | null;
  /** When a cancellation already scheduled takes effect; null when none is. */
  readonly cancelAt: Instant | null;
  /** Where "Manage billing" is sent with POST: the field `token`. The answer leads to the provider's billing page. */
  readonly formAction: string;
  /** Proves that the form is ours and whose it is; sent as `token`. */
  readonly token: string;
  /** Where the app is. */
  readonly continueUrl: string;
}

/** The subscription in words, and one button to the provider's billing page. */
export function renderBilling(view: BillingView): string {
  const { appName, planTitle, formAction, token, continueUrl } = view;
  const state = billingState(view);
  return renderLayout(view, {
    title: 'Billing',
    body: markup`<div class="card">
<h1>Billing</h1>
<p class="lede">${state.sentence}</p>
<dl class="facts">
<div><dt>Plan</dt><dd>${planTitle}</dd></div>
<div><dt>Status</dt><dd><span class="badge ${state.tone}">${state.badge}</span></dd></div>
</dl>
<div class="actions">
<form method="post" action="${formAction}">
<input type="hidden" name="token" value="${token}">
<button class="button" type="submit">Manage billing</button>
</form>
<a class="button plain" href="${continueUrl}">Back to ${appName}</a>
</div>
<p class="fine below">Payment method, invoices and cancellation are on our payment provider’s secure page.</p>
</div>`,
  });
}
