import { html } from 'hono/html';

import { toMilliseconds } from '../../../stripe/epoch.js';
import { formatDay } from '../../design/formats.js';
import type { Html } from '../../design/html.js';
import type { PageContent } from '../../design/page-layout.js';
import { priceInWords } from '../price-words.js';
import { goBack, portalPage, problemNotice } from './portal-frame.js';
import type { PortalPrice, PortalSubscription, PortalView } from './portal-view.js';

/** Step one of a plan change: the prices on offer, the current one marked. */
export function choosePlanPage(view: PortalView, shown: PortalSubscription): PageContent {
  const current = shown.upcoming === undefined ? shown.item.price.id : shown.upcoming.price.id;
  const others = view.prices.filter(({ price }) => price.id !== current);
  return portalPage(
    view,
    'Update subscription',
    html`<h2>Update your subscription</h2>
      ${
        others.length === 0
          ? html`<p class="soft">There is no other plan to change to.</p>`
          : html`<form method="get" action="${baseOf(view, shown)}/update/confirm" class="stack">
              <fieldset>
                <legend class="legend">Choose a plan</legend>
                <div class="choices">
                  ${view.prices.map((offer) => choice(offer, offer.price.id === current))}
                </div>
              </fieldset>
              <div class="actions">
                <button class="button button-primary">Continue</button>${goBack(view)}
              </div>
            </form>`
      }
      ${others.length === 0 ? html`<div class="actions">${goBack(view)}</div>` : ''}`,
  );
}

/** A plan change before it is confirmed. */
export interface PlanChange {
  readonly shown: PortalSubscription;
  readonly offer: PortalPrice;
  /** Whether the change begins only when the running period ends. */
  readonly waitsForPeriodEnd: boolean;
  /** Why the last try was refused. */
  readonly problem?: string;
}

/** Step two: what changes, from what to what, and the button that does it. */
export function confirmPlanPage(view: PortalView, change: PlanChange): PageContent {
  const { shown, offer, problem } = change;
  const { subscription, item, productName } = shown;
  const isTrial = subscription.status === 'trialing';
  const endsTrial =
    isTrial && view.configuration.features.subscription_update.trial_update_behavior === 'end_trial';
  return portalPage(
    view,
    'Confirm your update',
    html`${problemNotice(problem)}
      <h2>Confirm your update</h2>
      <dl class="facts">
        <div>
          <dt>Now</dt>
          <dd>${productName}, ${priceInWords(item.price, item.quantity)}</dd>
        </div>
        <div>
          <dt>New plan</dt>
          <dd class="strong">${offer.productName}, ${priceInWords(offer.price, item.quantity)}</dd>
        </div>
      </dl>
      <p class="soft">${consequence(change, endsTrial)}</p>
      <form method="post" action="${baseOf(view, shown)}/update" class="actions">
        <input type="hidden" name="price" value="${offer.price.id}" />
        <button class="button button-primary">Confirm</button>${goBack(view)}
      </form>`,
  );
}

function consequence({ shown, waitsForPeriodEnd }: PlanChange, endsTrial: boolean): string {
  if (endsTrial) return 'Your free trial ends with this change and the new price is charged today.';
  const periodEnd = formatDay(toMilliseconds(shown.item.current_period_end));
  return waitsForPeriodEnd
    ? `You keep your plan until ${periodEnd}. The new price applies from then.`
    : `The new price applies from today. Your next invoice is on ${periodEnd}.`;
}

function choice({ price, productName }: PortalPrice, isCurrent: boolean): Html {
  return html`<label class="choice">
    <input type="radio" name="price" value="${price.id}" required ${isCurrent ? 'disabled' : ''} />
    <span
      ><span class="strong">${productName}</span><br /><span class="soft">${priceInWords(price)}</span></span
    >
    ${isCurrent ? html`<span class="badge badge-plain">Current plan</span>` : ''}
  </label>`;
}

function baseOf(view: PortalView, { subscription }: PortalSubscription): string {
  return `/p/session/${view.session.id}/subscriptions/${subscription.id}`;
}
