import { html } from 'hono/html';

import { toMilliseconds } from '../../../stripe/epoch.js';
import type { SubscriptionObject } from '../../../stripe/subscriptions/object.js';
import { formatDay } from '../../design/formats.js';
import type { Html } from '../../design/html.js';
import { priceInWords } from '../price-words.js';
import type { PortalSubscription, PortalView } from './portal-view.js';

/** One subscription: plan, price, what happens next, and what the customer may do. */
export function subscriptionSection(view: PortalView, shown: PortalSubscription): Html {
  const { subscription, item, productName } = shown;
  const base = `/p/session/${view.session.id}/subscriptions/${subscription.id}`;
  return html`<div class="stack" data-subscription="${subscription.id}">
    <div class="row row-between">
      <div class="grow stack-tight">
        <p class="strong">${productName} ${statusBadge(subscription)}</p>
        <p class="price">${priceInWords(item.price, item.quantity)}</p>
        <p class="soft">${nextInWords(shown)}</p>
      </div>
    </div>
    <div class="actions">${actionsOf(view, subscription, base)}</div>
  </div>`;
}

function actionsOf({ configuration }: PortalView, subscription: SubscriptionObject, base: string): Html {
  const { subscription_update, subscription_cancel } = configuration.features;
  if (isEnding(subscription)) {
    return html`<form method="post" action="${base}/keep">
      <button class="button button-primary">Don't cancel subscription</button>
    </form>`;
  }
  return html`${subscription_update.enabled ? html`<a class="button ${owesPayment(subscription) ? '' : 'button-primary'}" href="${base}/update">Update subscription</a>` : ''}
  ${subscription_cancel.enabled ? html`<a class="button" href="${base}/cancel">Cancel subscription</a>` : ''}`;
}

/** Whether a cancellation is scheduled and has not happened yet. */
export function isEnding(subscription: SubscriptionObject): boolean {
  if (subscription.status === 'canceled') return false;
  return subscription.cancel_at_period_end || subscription.cancel_at !== null;
}

/** Whether the customer should first see to the payment. */
export function owesPayment({ status }: SubscriptionObject): boolean {
  return status === 'past_due' || status === 'unpaid' || status === 'incomplete' || status === 'paused';
}

function statusBadge(subscription: SubscriptionObject): Html {
  if (isEnding(subscription)) return html`<span class="badge badge-warn">Ending</span>`;
  const badges: Readonly<Record<SubscriptionObject['status'], readonly [style: string, word: string]>> = {
    active: ['badge-good', 'Active'],
    trialing: ['badge-good', 'Trial'],
    past_due: ['badge-bad', 'Past due'],
    unpaid: ['badge-bad', 'Unpaid'],
    incomplete: ['badge-warn', 'Incomplete'],
    incomplete_expired: ['badge-plain', 'Expired'],
    paused: ['badge-warn', 'Paused'],
    canceled: ['badge-plain', 'Canceled'],
  };
  const [style, word] = badges[subscription.status];
  return html`<span class="badge ${style}">${word}</span>`;
}

function nextInWords({ subscription, item, upcoming }: PortalSubscription): string {
  const day = (atSeconds: number): string => formatDay(toMilliseconds(atSeconds));
  const endsAt = subscription.cancel_at ?? item.current_period_end;
  if (isEnding(subscription)) return `Your subscription will be canceled on ${day(endsAt)}.`;
  if (upcoming !== undefined) {
    return `Your plan changes to ${upcoming.productName} on ${day(item.current_period_end)}.`;
  }
  switch (subscription.status) {
    case 'trialing':
      return `Your free trial ends on ${day(subscription.trial_end ?? item.current_period_end)}.`;
    case 'past_due':
    case 'unpaid':
      return 'Your last payment failed. Update your payment method to keep your subscription.';
    case 'incomplete':
      return 'Your first payment has not gone through yet.';
    case 'paused':
      return 'Your subscription is paused. Add a payment method to resume it.';
    case 'active':
      return `Your subscription renews on ${day(item.current_period_end)}.`;
    case 'canceled':
    case 'incomplete_expired':
      return 'Your subscription has ended.';
  }
}
