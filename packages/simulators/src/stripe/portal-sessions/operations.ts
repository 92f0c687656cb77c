/**
 * What a customer does on the portal page, under the rules of the session's configuration. The page only shows forms; a
 * request the page would not offer is refused here too.
 */
import { invalidRequest, StripeFailure, type CardRefusal } from '../api/failure.js';
import { cancelAtPeriodEnd, withdrawCancellation } from '../billing/cancel.js';
import { collectInvoice } from '../billing/collect.js';
import { endSubscription } from '../billing/end-subscription.js';
import type { InvoiceObject } from '../invoices/object.js';
import type { PortalConfigurationObject, PortalFeatures } from '../portal-configurations/object.js';
import { changeSubscription, findSubscription } from '../subscriptions/change.js';
import { isEnded, type SubscriptionObject } from '../subscriptions/object.js';
import { updateSubscription } from '../subscriptions/update.js';
import { timelineOfCustomer } from '../test-clocks/timeline-of.js';
import { onTimeline, type StripeWorld } from '../world.js';
import { requireLive } from './find.js';
import type { PortalSessionObject } from './object.js';
import {
  replacingScheduledChange,
  scheduleChange,
  waitsForPeriodEnd,
  type PlanChoice,
} from './schedule-change.js';

/** What came of it. */
export type PortalOutcome<T> =
  { readonly kind: 'done'; readonly value: T } | { readonly kind: 'refused'; readonly refusal: CardRefusal };

/** The configuration that rules a session. */
function configurationOf(world: StripeWorld, session: PortalSessionObject): PortalConfigurationObject {
  const found = world.state.portalConfigurations.get(session.configuration);
  if (found === undefined) throw new Error(`Portal session ${session.id} has no configuration.`);
  return found;
}

/** Puts a subscription on another price of the configuration, when and billed as the configuration says. */
export function changePlan(
  world: StripeWorld,
  session: PortalSessionObject,
  to: { readonly subscriptionId: string; readonly priceId: string; readonly quantity?: number },
): PortalOutcome<SubscriptionObject> {
  return attempt(world, session.customer, () => {
    const subscription = ownSubscription(world, session, to.subscriptionId);
    const update = requireFeature(world, session, 'subscription_update');
    const [item, ...others] = subscription.items.data;
    if (item === undefined || others.length > 0) {
      throw invalidRequest('Subscriptions with multiple products cannot be updated in the portal.');
    }
    if (!update.products.some((product) => product.prices.includes(to.priceId))) {
      throw invalidRequest(`The price \`${to.priceId}\` is not offered by this portal configuration.`);
    }
    const choice = { item, priceId: to.priceId, quantity: to.quantity ?? item.quantity };
    return replacingScheduledChange(world, subscription, (free) => {
      if (item.price.id === choice.priceId && item.quantity === choice.quantity) return keepPlan(world, free);
      return waitsForPeriodEnd(world, update, { ...choice, status: free.status })
        ? scheduleChange(world, free, choice)
        : changeNow(world, free, { choice, update });
    });
  });
}

/** The plan of today chosen again: only a scheduled change is taken back. */
function keepPlan(world: StripeWorld, free: SubscriptionObject): SubscriptionObject {
  return changeSubscription(world, findSubscription(world, free.id), { schedule: free.schedule });
}

function changeNow(
  world: StripeWorld,
  subscription: SubscriptionObject,
  by: { readonly choice: PlanChoice; readonly update: PortalFeatures['subscription_update'] },
): SubscriptionObject {
  const { choice, update } = by;
  const endsTrial = subscription.status === 'trialing' && update.trial_update_behavior === 'end_trial';
  return updateSubscription(world, subscription, {
    items: [{ id: choice.item.id, price: choice.priceId, quantity: choice.quantity }],
    proration_behavior: update.proration_behavior,
    payment_behavior: 'error_if_incomplete',
    ...(endsTrial ? { trial_end: 'now' as const } : {}),
    ...(update.billing_cycle_anchor === 'now' ? { billing_cycle_anchor: { type: 'now' as const } } : {}),
  });
}

/** Ends a subscription at its period's end or at once, as the configuration says. */
export function cancelSubscription(
  world: StripeWorld,
  session: PortalSessionObject,
  wish: { readonly subscriptionId: string; readonly feedback?: string; readonly comment?: string },
): PortalOutcome<SubscriptionObject> {
  return attempt(world, session.customer, () => {
    const subscription = ownSubscription(world, session, wish.subscriptionId);
    const { mode } = requireFeature(world, session, 'subscription_cancel');
    const details = { feedback: wish.feedback ?? null, comment: wish.comment ?? null };
    return mode === 'immediately'
      ? endSubscription(world, subscription, { ...details, reason: 'cancellation_requested' })
      : replacingScheduledChange(world, subscription, (free) => cancelAtPeriodEnd(world, free, details));
  });
}

/** Takes a scheduled cancellation back ("Don't cancel"). */
export function keepSubscription(
  world: StripeWorld,
  session: PortalSessionObject,
  subscriptionId: string,
): PortalOutcome<SubscriptionObject> {
  return attempt(world, session.customer, () =>
    withdrawCancellation(world, ownSubscription(world, session, subscriptionId)),
  );
}

/** Pays an open invoice of the customer with the subscription's payment method, the customer being present. */
export function payInvoice(
  world: StripeWorld,
  session: PortalSessionObject,
  invoiceId: string,
): PortalOutcome<InvoiceObject> {
  return attempt(world, session.customer, () => {
    requireLive(world, session);
    const invoice = world.state.invoices.get(invoiceId);
    if (invoice?.customer !== session.customer || invoice.status !== 'open') {
      throw invalidRequest('This invoice cannot be paid.');
    }
    const result = collectInvoice(world, invoice.id, { presence: 'authenticated' });
    if (result.kind === 'declined') throw new StripeFailure(402, { type: 'card_error', ...result.refusal });
    if (result.kind === 'no_method') throw invalidRequest('Add a payment method first.');
    return world.state.invoices.get(invoice.id) ?? invoice;
  });
}

/** The part of the configuration that allows something; refused when it is off. */
export function requireFeature<
  F extends 'payment_method_update' | 'subscription_cancel' | 'subscription_update',
>(world: StripeWorld, session: PortalSessionObject, feature: F): PortalFeatures[F] {
  requireLive(world, session);
  const settings = configurationOf(world, session).features[feature];
  if (!settings.enabled) throw invalidRequest(`This portal configuration does not allow ${feature}.`);
  return settings;
}

/** Work for a customer, at that customer's time: refusals become outcomes a page can show; everything else is a defect. */
export function attempt<T>(world: StripeWorld, customerId: string, work: () => T): PortalOutcome<T> {
  try {
    return { kind: 'done', value: onTimeline(world, timelineOfCustomer(world, customerId), work) };
  } catch (error) {
    if (!(error instanceof StripeFailure)) throw error;
    const { code = 'refused', message } = error.body;
    return { kind: 'refused', refusal: { code, message } };
  }
}

function ownSubscription(world: StripeWorld, session: PortalSessionObject, id: string): SubscriptionObject {
  requireLive(world, session);
  const subscription = findSubscription(world, id);
  if (subscription.customer !== session.customer || isEnded(subscription)) {
    throw invalidRequest('This subscription cannot be changed here.');
  }
  return subscription;
}
