import { draftInvoice } from '../invoices/draft.js';
import { periodLines, usageLines } from '../invoices/lines.js';
import type { EpochSeconds } from '../epoch.js';
import { changeSubscription } from '../subscriptions/change.js';
import { periodEndOf, type SubscriptionObject } from '../subscriptions/object.js';
import { nowSeconds, type StripeWorld } from '../world.js';
import { planCollection } from './collect.js';
import { holdBack, isCollected } from './hold-back.js';
import { nextBoundary } from './period.js';

/** Moves a subscription into its next period and draws up the invoice for it, which is collected about an hour later. */
export function renewSubscription(world: StripeWorld, before: SubscriptionObject): SubscriptionObject {
  return billNextPeriod(world, before, { start: periodEndOf(before), change: {} });
}

/** The one update and the one cycle invoice of a new period, together with whatever else changes at its start. */
export function billNextPeriod(
  world: StripeWorld,
  before: SubscriptionObject,
  next: { readonly start: EpochSeconds; readonly change: Partial<SubscriptionObject> },
): SubscriptionObject {
  const moved = movePeriod({ ...before, ...next.change }, next.start);
  const lines = [
    ...usageLines(world, before),
    ...periodLines(world, moved),
    ...(world.state.pendingLines.get(before.id) ?? []),
  ];
  world.state.pendingLines.delete(before.id);
  const invoice = draftInvoice(world, {
    subscription: moved,
    reason: 'subscription_cycle',
    lines,
    finalizesAt: isCollected(moved) ? nowSeconds(world) + world.settings.draftSeconds : null,
  });
  const after = changeSubscription(world, before, {
    ...next.change,
    items: moved.items,
    latest_invoice: invoice.id,
  });
  holdBack(world, after, invoice);
  planCollection(world, invoice);
  return after;
}

/** The subscription with every item in the period that starts now. */
export function movePeriod(subscription: SubscriptionObject, start: EpochSeconds): SubscriptionObject {
  const data = subscription.items.data.map((item) => ({
    ...item,
    current_period_start: start,
    current_period_end: nextBoundary(subscription.billing_cycle_anchor, item.price.recurring, start),
  }));
  return { ...subscription, items: { ...subscription.items, data } };
}
