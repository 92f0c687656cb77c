/**
 * Everything the simulated account holds: plain maps of objects in the shape of the wire, oldest first. Objects are never
 * changed in place; a change puts a new object under the same id, so that an event's snapshot stays what it was.
 */
import type { RequestFault } from './api/request-faults.js';
import type { StoredAnswer } from './api/stored-answer.js';
import type { PendingLine } from './invoices/pending-line.js';
import type { CardBehaviour } from './cards/behaviour.js';
import type { ChargeObject } from './charges/object.js';
import type { CheckoutChallenge } from './checkout-sessions/challenge.js';
import type { CheckoutLineItem, CheckoutSessionObject } from './checkout-sessions/object.js';
import type { CheckoutPlan } from './checkout-sessions/plan.js';
import type { CustomerObject } from './customers/object.js';
import type { DisputeObject } from './disputes/object.js';
import type { EpochSeconds } from './epoch.js';
import type { KeptEventDestination } from './event-destinations/object.js';
import type { EventObject } from './events/object.js';
import type { ThinEventObject } from './events/thin-event.js';
import type { InvoiceObject, InvoicePaymentObject } from './invoices/object.js';
import type { DropReason, KeptMeterEvent } from './meter-events/object.js';
import type { MeterObject } from './meters/object.js';
import type { PaymentIntentObject } from './payment-intents/object.js';
import type { PaymentMethodObject } from './payment-methods/object.js';
import type { PortalConfigurationObject } from './portal-configurations/object.js';
import type { PortalSessionObject } from './portal-sessions/object.js';
import type { PriceObject } from './prices/object.js';
import type { ProductObject } from './products/object.js';
import type { RefundObject } from './refunds/object.js';
import type { SubscriptionScheduleObject } from './subscription-schedules/object.js';
import type { SubscriptionObject } from './subscriptions/object.js';
import type { TestClockObject } from './test-clocks/object.js';
import type { Timeline } from './test-clocks/timeline.js';
import type { Delivery } from './webhook-endpoints/delivery.js';
import type { WebhookEndpointObject } from './webhook-endpoints/object.js';

/** The account. The first group is what the API shows; the second is what Stripe knows and does not show. */
export interface StripeState {
  readonly customers: Map<string, CustomerObject>;
  readonly products: Map<string, ProductObject>;
  readonly prices: Map<string, PriceObject>;
  readonly checkoutSessions: Map<string, CheckoutSessionObject>;
  readonly subscriptions: Map<string, SubscriptionObject>;
  readonly subscriptionSchedules: Map<string, SubscriptionScheduleObject>;
  readonly invoices: Map<string, InvoiceObject>;
  readonly invoicePayments: Map<string, InvoicePaymentObject>;
  readonly paymentIntents: Map<string, PaymentIntentObject>;
  readonly charges: Map<string, ChargeObject>;
  readonly refunds: Map<string, RefundObject>;
  readonly disputes: Map<string, DisputeObject>;
  readonly paymentMethods: Map<string, PaymentMethodObject>;
  readonly portalSessions: Map<string, PortalSessionObject>;
  readonly portalConfigurations: Map<string, PortalConfigurationObject>;
  readonly webhookEndpoints: Map<string, WebhookEndpointObject>;
  readonly eventDestinations: Map<string, KeptEventDestination>;
  readonly events: Map<string, EventObject>;
  readonly thinEvents: Map<string, ThinEventObject>;
  readonly meters: Map<string, MeterObject>;
  readonly testClocks: Map<string, TestClockObject>;

  /** Every meter event that was taken, oldest first. */
  readonly meterEvents: KeptMeterEvent[];
  /** Dropped events since a meter's window opened, by meter. */
  readonly meterErrorWindows: Map<
    string,
    readonly { readonly code: DropReason; readonly identifier: string }[]
  >;
  /** Deleted customers as they last were; by API they answer only `deleted: true`. */
  readonly deletedCustomers: Map<string, CustomerObject>;
  /** Fingerprints of every card a customer ever had, by customer. */
  readonly cardsOfCustomer: Map<string, Set<string>>;
  /** The time of each test clock. */
  readonly timelines: Map<string, Timeline>;
  /** When events came into being by the account's own time; `created` follows a test clock. */
  readonly eventArrivals: Map<string, EpochSeconds>;
  /** What a payment method does when it is charged. */
  readonly cardBehaviours: Map<string, CardBehaviour>;
  /** Line items of a session, shown only when expanded or listed. */
  readonly checkoutLineItems: Map<string, readonly CheckoutLineItem[]>;
  /** What a session will create when it completes. */
  readonly checkoutPlans: Map<string, CheckoutPlan>;
  /** Open 3-D Secure questions. */
  readonly challenges: Map<string, CheckoutChallenge>;
  /** Signing secrets by endpoint, newest first. */
  readonly webhookSecrets: Map<string, readonly string[]>;
  /** The payment of each finalized invoice, by invoice. */
  readonly paymentOfInvoice: Map<string, string>;
  /** Deliveries of each event, by event. */
  readonly deliveriesOfEvent: Map<string, Set<string>>;
  /** Prorations waiting for the next invoice, by subscription. */
  readonly pendingLines: Map<string, readonly PendingLine[]>;
  /** Schedules the portal made for a change at the period's end: the portal may take them back. */
  readonly portalSchedules: Set<string>;
  /** Notices already sent ahead of an instant, as `<kind> <subscription> <instant>`: a change plans them again. */
  readonly noticesSent: Set<string>;
  readonly deliveries: Map<string, Delivery>;
  /** Ids of deliveries about to leave, in the order they will. */
  readonly lane: string[];
  readonly idempotency: Map<string, StoredAnswer>;
  readonly requestFaults: RequestFault[];
}

/** An account with nothing in it. */
export function createStripeState(): StripeState {
  return { ...nothingShown(), ...nothingHidden() };
}

type Shown = Pick<
  StripeState,
  | 'customers'
  | 'products'
  | 'prices'
  | 'checkoutSessions'
  | 'subscriptions'
  | 'subscriptionSchedules'
  | 'invoices'
  | 'invoicePayments'
  | 'paymentIntents'
  | 'charges'
  | 'refunds'
  | 'disputes'
  | 'paymentMethods'
  | 'portalSessions'
  | 'portalConfigurations'
  | 'webhookEndpoints'
  | 'eventDestinations'
  | 'events'
  | 'thinEvents'
  | 'meters'
  | 'testClocks'
>;

function nothingShown(): Shown {
  return {
    customers: new Map(),
    products: new Map(),
    prices: new Map(),
    checkoutSessions: new Map(),
    subscriptions: new Map(),
    subscriptionSchedules: new Map(),
    invoices: new Map(),
    invoicePayments: new Map(),
    paymentIntents: new Map(),
    charges: new Map(),
    refunds: new Map(),
    disputes: new Map(),
    paymentMethods: new Map(),
    portalSessions: new Map(),
    portalConfigurations: new Map(),
    webhookEndpoints: new Map(),
    eventDestinations: new Map(),
    events: new Map(),
    thinEvents: new Map(),
    meters: new Map(),
    testClocks: new Map(),
  };
}

function nothingHidden(): Omit<StripeState, keyof Shown> {
  return {
    meterEvents: [],
    meterErrorWindows: new Map(),
    timelines: new Map(),
    eventArrivals: new Map(),
    deletedCustomers: new Map(),
    cardsOfCustomer: new Map(),
    cardBehaviours: new Map(),
    checkoutLineItems: new Map(),
    checkoutPlans: new Map(),
    challenges: new Map(),
    webhookSecrets: new Map(),
    paymentOfInvoice: new Map(),
    deliveriesOfEvent: new Map(),
    pendingLines: new Map(),
    portalSchedules: new Set(),
    noticesSent: new Set(),
    deliveries: new Map(),
    lane: [],
    idempotency: new Map(),
    requestFaults: [],
  };
}

/** Empties every part of the account. */
export function clearStripeState(state: StripeState): void {
  for (const part of Object.values(state) as (Map<unknown, unknown> | Set<unknown> | unknown[])[]) {
    if (Array.isArray(part)) part.length = 0;
    else part.clear();
  }
}
