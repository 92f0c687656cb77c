import type { CustomerObject } from '../../../stripe/customers/object.js';
import type { InvoiceObject } from '../../../stripe/invoices/object.js';
import type { PaymentMethodObject } from '../../../stripe/payment-methods/object.js';
import type { PortalConfigurationObject } from '../../../stripe/portal-configurations/object.js';
import type { PortalSessionObject } from '../../../stripe/portal-sessions/object.js';
import { scheduledPriceId } from '../../../stripe/portal-sessions/schedule-change.js';
import type { PriceObject } from '../../../stripe/prices/object.js';
import type { SubscriptionItemObject, SubscriptionObject } from '../../../stripe/subscriptions/object.js';
import type { StripeWorld } from '../../../stripe/world.js';

/** A subscription as the portal shows it. */
export interface PortalSubscription {
  readonly subscription: SubscriptionObject;
  readonly item: SubscriptionItemObject;
  readonly productName: string;
  /** The plan that waits for the end of the period. */
  readonly upcoming?: PortalPrice;
}

/** A price the customer may change to. */
export interface PortalPrice {
  readonly price: PriceObject;
  readonly productName: string;
}

/** What the portal's pages show of a customer. */
export interface PortalView {
  readonly session: PortalSessionObject;
  readonly configuration: PortalConfigurationObject;
  readonly businessName: string;
  readonly customer: CustomerObject;
  /** Newest first; ended ones are left out. */
  readonly subscriptions: readonly PortalSubscription[];
  readonly paymentMethod?: PaymentMethodObject;
  /** Newest first, without drafts. */
  readonly invoices: readonly InvoiceObject[];
  /** Prices the configuration offers. */
  readonly prices: readonly PortalPrice[];
  /** Where "Return to …" leads. */
  readonly returnUrl?: string;
}

/** Reads a portal session's customer from the account; undefined when session, customer or configuration is gone. */
export function readPortalView(
  world: StripeWorld,
  sessionId: string,
  businessName: string,
): PortalView | undefined {
  const { state } = world;
  const session = state.portalSessions.get(sessionId);
  const customer = session === undefined ? undefined : state.customers.get(session.customer);
  const configuration =
    session === undefined ? undefined : state.portalConfigurations.get(session.configuration);
  if (session === undefined || customer === undefined || configuration === undefined) return undefined;
  const subscriptions = subscriptionsOf(world, customer.id);
  const paymentMethod = paymentMethodOf(world, customer, subscriptions[0]?.subscription);
  const returnUrl = session.return_url ?? configuration.default_return_url;
  return {
    session,
    configuration,
    businessName,
    customer,
    subscriptions,
    invoices: [...state.invoices.values()]
      .filter((invoice) => invoice.customer === customer.id && invoice.status !== 'draft')
      .reverse(),
    prices: pricesOf(world, configuration),
    ...(paymentMethod === undefined ? {} : { paymentMethod }),
    ...(returnUrl === null ? {} : { returnUrl }),
  };
}

/** The subscription a page of the portal is about. */
export function findSubscription(view: PortalView, id: string): PortalSubscription | undefined {
  return view.subscriptions.find(({ subscription }) => subscription.id === id);
}

function subscriptionsOf(world: StripeWorld, customerId: string): readonly PortalSubscription[] {
  const hidden: readonly string[] = ['canceled', 'incomplete_expired'];
  return [...world.state.subscriptions.values()]
    .filter((one) => one.customer === customerId && !hidden.includes(one.status))
    .reverse()
    .flatMap((subscription) => {
      const [item] = subscription.items.data;
      if (item === undefined) return [];
      const productName = productNameOf(world, item.price);
      return [{ subscription, item, productName, ...upcomingOf(world, subscription) }];
    });
}

function upcomingOf(
  world: StripeWorld,
  subscription: SubscriptionObject,
): Pick<PortalSubscription, 'upcoming'> {
  const price = world.state.prices.get(scheduledPriceId(world, subscription) ?? '');
  return price === undefined ? {} : { upcoming: { price, productName: productNameOf(world, price) } };
}

function paymentMethodOf(
  world: StripeWorld,
  customer: CustomerObject,
  subscription: SubscriptionObject | undefined,
): PaymentMethodObject | undefined {
  const id = subscription?.default_payment_method ?? customer.invoice_settings.default_payment_method;
  const chosen = id === null ? undefined : world.state.paymentMethods.get(id);
  return (
    chosen ?? [...world.state.paymentMethods.values()].findLast((method) => method.customer === customer.id)
  );
}

function pricesOf(world: StripeWorld, configuration: PortalConfigurationObject): readonly PortalPrice[] {
  return configuration.features.subscription_update.products
    .flatMap((product) => product.prices)
    .flatMap((id) => world.state.prices.get(id) ?? [])
    .filter((price) => price.active)
    .map((price) => ({ price, productName: productNameOf(world, price) }));
}

function productNameOf(world: StripeWorld, price: PriceObject): string {
  return world.state.products.get(price.product)?.name ?? 'Plan';
}
