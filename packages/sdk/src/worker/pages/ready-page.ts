import type { EntitlementStatus } from '../../contract/entitlement.js';
import type { Instant } from '../../kernel/instant.js';
import { billingState } from './billing-state.js';
import { icon } from './icons.js';
import { renderLayout } from './layout.js';
import type { PageView } from './layout.js';
import { markup } from './markup.js';

/** What the "You're all set" page is made of. */
export interface ReadyView extends PageView {
  /** The plan's title, as in `hs-x.toml`. */
  readonly planTitle: string;
  readonly status: EntitlementStatus;
  /** When the provider's trial ends; null without one. */
  readonly trialEndsAt: Instant | null;
  /** Where the app is. */
  readonly continueUrl: string;
}

/** The page a reload of "Setting up your account…" ends in when the plan is active; needs no JavaScript. */
export function renderReady(view: ReadyView): string {
  const { appName, planTitle, status, trialEndsAt, continueUrl } = view;
  const state = billingState({ status, trialEndsAt, cancelAt: null });
  return renderLayout(view, {
    title: 'You’re all set',
    body: markup`<div class="card">
<div class="emblem good">${icon('check')}</div>
<h1>You’re all set</h1>
<p class="lede"><strong>${appName}</strong> is ready to use in your HubSpot account.</p>
<dl class="facts">
<div><dt>Plan</dt><dd>${planTitle}</dd></div>
<div><dt>Status</dt><dd><span class="badge ${state.tone}">${state.badge}</span></dd></div>
</dl>
<p class="fine below">${state.sentence}</p>
<div class="actions"><a class="button" href="${continueUrl}">Continue to ${appName}</a></div>
</div>`,
  });
}
