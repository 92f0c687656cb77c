/** The objects of the simulator are, for the compiler, the objects of the official client: the file compiles or it fails. */
import type Stripe from 'stripe';
import { expect, test } from 'vitest';

import type { ChargeObject } from '../../src/stripe/charges/object.js';
import type { CheckoutSessionObject } from '../../src/stripe/checkout-sessions/object.js';
import type { CustomerObject } from '../../src/stripe/customers/object.js';
import type { DisputeObject } from '../../src/stripe/disputes/object.js';
import type { InvoiceObject, InvoicePaymentObject } from '../../src/stripe/invoices/object.js';
import type { PaymentIntentObject } from '../../src/stripe/payment-intents/object.js';
import type { PaymentMethodObject } from '../../src/stripe/payment-methods/object.js';
import type { PortalConfigurationObject } from '../../src/stripe/portal-configurations/object.js';
import type { PortalSessionObject } from '../../src/stripe/portal-sessions/object.js';
import type { PriceObject } from '../../src/stripe/prices/object.js';
import type { ProductObject } from '../../src/stripe/products/object.js';
import type { RefundObject } from '../../src/stripe/refunds/object.js';
import type { SubscriptionScheduleObject } from '../../src/stripe/subscription-schedules/object.js';
import type { SubscriptionObject } from '../../src/stripe/subscriptions/object.js';
import type { TestClockObject } from '../../src/stripe/test-clocks/object.js';
import type { WebhookEndpointObject } from '../../src/stripe/webhook-endpoints/object.js';

/** On the wire decimals are text; the client turns them into its own type, and its arrays are mutable. */
type OnTheWire<T> = T extends { toDecimalPlaces: unknown } | { toFixed: unknown; plus: unknown }
  ? string
  : T extends (infer I)[]
    ? readonly OnTheWire<I>[]
    : T extends object
      ? { readonly [K in keyof T]: K extends `${string}_decimal` ? string | null : OnTheWire<T[K]> }
      : T;

type Fits<Ours extends Theirs, Theirs> = Ours;

export type Shapes = [
  Fits<CustomerObject, OnTheWire<Stripe.Customer>>,
  Fits<ProductObject, OnTheWire<Stripe.Product>>,
  Fits<PriceObject, OnTheWire<Stripe.Price>>,
  Fits<SubscriptionObject, OnTheWire<Stripe.Subscription>>,
  Fits<SubscriptionScheduleObject, OnTheWire<Stripe.SubscriptionSchedule>>,
  Fits<InvoiceObject, OnTheWire<Stripe.Invoice>>,
  Fits<InvoicePaymentObject, OnTheWire<Stripe.InvoicePayment>>,
  Fits<PaymentIntentObject, OnTheWire<Stripe.PaymentIntent>>,
  Fits<PaymentMethodObject, OnTheWire<Stripe.PaymentMethod>>,
  Fits<ChargeObject, OnTheWire<Stripe.Charge>>,
  Fits<RefundObject, OnTheWire<Stripe.Refund>>,
  Fits<DisputeObject, OnTheWire<Stripe.Dispute>>,
  Fits<CheckoutSessionObject, OnTheWire<Stripe.Checkout.Session>>,
  Fits<PortalSessionObject, OnTheWire<Stripe.BillingPortal.Session>>,
  Fits<PortalConfigurationObject, OnTheWire<Stripe.BillingPortal.Configuration>>,
  Fits<TestClockObject, OnTheWire<Stripe.TestHelpers.TestClock>>,
  Fits<WebhookEndpointObject, OnTheWire<Stripe.WebhookEndpoint>>,
];

test('every object has the shape the client declares', () => {
  const checked: Shapes | undefined = undefined;
  expect(checked).toBeUndefined();
});
