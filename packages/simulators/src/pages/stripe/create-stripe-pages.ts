import { Hono } from 'hono';

import type { StripeWorld } from '../../stripe/world.js';
import { createCheckoutRoutes } from './checkout/checkout-routes.js';
import { createInvoiceRoutes } from './invoice/invoice-routes.js';
import { createPortalRoutes } from './portal/portal-routes.js';

/** How the pages present the account. */
export interface StripePagesOptions {
  /** The merchant's name on every page, asked for each time. Default: the name on the account's invoices. */
  readonly businessName?: () => string;
}

/** The pages Stripe hosts: Checkout under `/c/pay`, the billing portal under `/p/session`, invoices under `/i`. */
export function createStripePages(world: StripeWorld, options: StripePagesOptions = {}): Hono {
  const businessName = options.businessName ?? (() => 'Simulated account');
  const routes = new Hono();
  routes.route('/', createCheckoutRoutes(world, businessName));
  routes.route('/', createPortalRoutes(world, businessName));
  routes.route('/', createInvoiceRoutes(world, businessName));
  return routes;
}
