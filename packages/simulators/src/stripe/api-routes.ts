import type { ApiRoute } from './api/route.js';
import { checkoutSessionRoutes } from './checkout-sessions/routes.js';
import { customerRoutes } from './customers/routes.js';
import { eventRoutes } from './events/routes.js';
import { invoiceRoutes } from './invoices/routes.js';
import { paymentMethodRoutes } from './payment-methods/routes.js';
import { portalConfigurationRoutes } from './portal-configurations/routes.js';
import { portalSessionRoutes } from './portal-sessions/routes.js';
import { priceRoutes } from './prices/routes.js';
import { productRoutes } from './products/routes.js';
import { subscriptionRoutes } from './subscriptions/routes.js';
import { webhookEndpointRoutes } from './webhook-endpoints/routes.js';

/** Every endpoint of the API the simulator serves. */
export const apiRoutes: readonly ApiRoute[] = [
  ...checkoutSessionRoutes,
  ...customerRoutes,
  ...eventRoutes,
  ...invoiceRoutes,
  ...paymentMethodRoutes,
  ...portalConfigurationRoutes,
  ...portalSessionRoutes,
  ...priceRoutes,
  ...productRoutes,
  ...subscriptionRoutes,
  ...webhookEndpointRoutes,
];
