import type Stripe from 'stripe';
import type { ObservedInvoice, ObservedSubscription } from '../../billing/observation.js';
import { SECOND_MS, type Instant } from '../../kernel/instant.js';
import { subscriptionStatus } from './status.js';
import { cancelAt, periodEndsAt } from './subscription-fields.js';

/** A Stripe subscription in our words; its latest invoice must be expanded. */
export function observedSubscription(subscription: Stripe.Subscription): ObservedSubscription {
  return {
    subscriptionId: subscription.id,
    status: subscriptionStatus(subscription.status),
    providerStatus: subscription.status,
    priceIds: subscription.items.data.map((item) => item.price.id),
    createdAt: subscription.created * SECOND_MS,
    trialEndsAt: instantOf(subscription.trial_end),
    billingAnchorAt: instantOf(subscription.billing_cycle_anchor),
    periodEndsAt: periodEndsAt(subscription),
    cancelAt: cancelAt(subscription),
    endedAt: instantOf(subscription.ended_at),
    isCollectionPaused: subscription.pause_collection != null,
    latestInvoice: observedInvoice(subscription.latest_invoice),
  };
}

function observedInvoice(invoice: Stripe.Subscription['latest_invoice']): ObservedInvoice | null {
  if (invoice === null || typeof invoice === 'string') return null;
  return {
    invoiceId: invoice.id,
    isPaid: invoice.status === 'paid',
    attemptCount: invoice.attempt_count,
    nextAttemptAt: instantOf(invoice.next_payment_attempt),
    createdAt: invoice.created * SECOND_MS,
  };
}

function instantOf(unixSeconds: number | null | undefined): Instant | null {
  return unixSeconds == null ? null : unixSeconds * SECOND_MS;
}
