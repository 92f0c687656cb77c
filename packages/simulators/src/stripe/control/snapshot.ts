import type { StripeWorld } from '../world.js';

/** Every list of the account as plain objects, oldest first, for the index page and for tests. */
export function snapshot(world: StripeWorld): Readonly<Record<string, unknown>> {
  const { state } = world;
  return {
    nowMs: world.clock.now(),
    customers: [...state.customers.values()],
    products: [...state.products.values()],
    prices: [...state.prices.values()],
    checkoutSessions: [...state.checkoutSessions.values()],
    subscriptions: [...state.subscriptions.values()],
    subscriptionSchedules: [...state.subscriptionSchedules.values()],
    invoices: [...state.invoices.values()],
    paymentIntents: [...state.paymentIntents.values()],
    charges: [...state.charges.values()],
    refunds: [...state.refunds.values()],
    disputes: [...state.disputes.values()],
    paymentMethods: [...state.paymentMethods.values()],
    portalSessions: [...state.portalSessions.values()],
    portalConfigurations: [...state.portalConfigurations.values()],
    webhookEndpoints: [...state.webhookEndpoints.values()],
    testClocks: [...state.testClocks.values()],
    eventDestinations: [...state.eventDestinations.values()],
    events: [...state.events.values()],
    thinEvents: [...state.thinEvents.values()],
    deliveries: [...state.deliveries.values()],
    gate: { ...world.gate },
    settings: { ...world.settings },
  };
}
