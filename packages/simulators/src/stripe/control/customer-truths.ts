/**
 * The account as a judge sees it: what is true of each customer now, without shapes, pages or expansions. It says nothing
 * about what an app should make of it.
 */
import type { CustomerObject } from '../customers/object.js';
import { toMilliseconds, type EpochSeconds } from '../epoch.js';
import type { InvoiceObject } from '../invoices/object.js';
import type { Metadata } from '../metadata.js';
import { periodEndOf, type SubscriptionObject, type SubscriptionStatus } from '../subscriptions/object.js';
import { frozenAtMs } from '../test-clocks/advance.js';
import type { StripeWorld } from '../world.js';

/** The latest invoice of a subscription. Instants are unix ms. */
export interface InvoiceTruth {
  readonly id: string;
  readonly status: InvoiceObject['status'];
  readonly isPaid: boolean;
  readonly amountDueMinor: number;
  readonly attemptCount: number;
  readonly nextPaymentAttemptAt: number | null;
  readonly createdAt: number;
  readonly billingReason: InvoiceObject['billing_reason'];
}

/** A subscription. Instants are unix ms. */
export interface SubscriptionTruth {
  readonly id: string;
  readonly status: SubscriptionStatus;
  readonly metadata: Metadata;
  readonly priceIds: readonly string[];
  readonly createdAt: number;
  readonly trialStartAt: number | null;
  readonly trialEndAt: number | null;
  readonly currentPeriodStartAt: number;
  readonly currentPeriodEndAt: number;
  /** When it is going to end, by either of Stripe's two fields. */
  readonly cancelAt: number | null;
  readonly endedAt: number | null;
  readonly endReason: SubscriptionObject['cancellation_details']['reason'];
  readonly pauseCollection: SubscriptionObject['pause_collection'];
  readonly latestInvoice: InvoiceTruth | null;
}

/** A customer, living or deleted. */
export interface CustomerTruth {
  readonly id: string;
  readonly email: string | null;
  readonly metadata: Metadata;
  readonly isDeleted: boolean;
  /** Oldest first, ended ones included. */
  readonly subscriptions: readonly SubscriptionTruth[];
  /** Where the customer's test clock stands, unix ms; null for one that lives by the account's own time. */
  readonly testClockAt: number | null;
  /** Of every card the customer ever had; the same number gives the same fingerprint everywhere. */
  readonly cardFingerprints: readonly string[];
}

/** What is true of every customer, oldest first; the deleted ones come last. */
export function customerTruths(world: StripeWorld): readonly CustomerTruth[] {
  const { customers, deletedCustomers, subscriptions } = world.state;
  const byCustomer = new Map<string, SubscriptionTruth[]>();
  for (const subscription of subscriptions.values()) {
    const known = byCustomer.get(subscription.customer) ?? [];
    known.push(subscriptionTruth(world, subscription));
    byCustomer.set(subscription.customer, known);
  }
  const describe = (customer: CustomerObject): CustomerTruth => ({
    id: customer.id,
    email: customer.email,
    metadata: customer.metadata,
    isDeleted: deletedCustomers.has(customer.id),
    testClockAt: frozenAtMs(world, customer.test_clock),
    subscriptions: byCustomer.get(customer.id) ?? [],
    cardFingerprints: [...(world.state.cardsOfCustomer.get(customer.id) ?? [])],
  });
  return [...customers.values(), ...deletedCustomers.values()].map(describe);
}

function subscriptionTruth(world: StripeWorld, subscription: SubscriptionObject): SubscriptionTruth {
  const periodEnd = periodEndOf(subscription);
  const cancelAt = subscription.cancel_at ?? (subscription.cancel_at_period_end ? periodEnd : null);
  const invoice = world.state.invoices.get(subscription.latest_invoice ?? '');
  return {
    id: subscription.id,
    status: subscription.status,
    metadata: subscription.metadata,
    priceIds: subscription.items.data.map((item) => item.price.id),
    createdAt: toMilliseconds(subscription.created),
    trialStartAt: instantOf(subscription.trial_start),
    trialEndAt: instantOf(subscription.trial_end),
    currentPeriodStartAt: toMilliseconds(subscription.items.data[0]?.current_period_start ?? 0),
    currentPeriodEndAt: toMilliseconds(periodEnd),
    cancelAt: instantOf(cancelAt),
    endedAt: instantOf(subscription.ended_at),
    endReason: subscription.cancellation_details.reason,
    pauseCollection: subscription.pause_collection,
    latestInvoice: invoice === undefined ? null : invoiceTruth(invoice),
  };
}

function invoiceTruth(invoice: InvoiceObject): InvoiceTruth {
  return {
    id: invoice.id,
    status: invoice.status,
    isPaid: invoice.status === 'paid',
    amountDueMinor: invoice.amount_due,
    attemptCount: invoice.attempt_count,
    nextPaymentAttemptAt: instantOf(invoice.next_payment_attempt),
    createdAt: toMilliseconds(invoice.created),
    billingReason: invoice.billing_reason,
  };
}

function instantOf(at: EpochSeconds | null): number | null {
  return at === null ? null : toMilliseconds(at);
}
