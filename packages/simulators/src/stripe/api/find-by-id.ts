import type { StripeWorld } from '../world.js';

/** The object an id names, or what is left of a deleted customer; undefined when nothing has this id. */
export function findById(world: StripeWorld, id: string): object | undefined {
  const { state } = world;
  if (state.deletedCustomers.has(id)) return { id, object: 'customer', deleted: true };
  const stores: readonly ReadonlyMap<string, object>[] = [
    state.customers,
    state.subscriptions,
    state.subscriptionSchedules,
    state.invoices,
    state.prices,
    state.products,
    state.paymentMethods,
    state.paymentIntents,
    state.charges,
    state.refunds,
    state.disputes,
    state.invoicePayments,
    state.checkoutSessions,
    state.portalConfigurations,
    state.testClocks,
  ];
  return stores.map((store) => store.get(id)).find((found) => found !== undefined);
}
