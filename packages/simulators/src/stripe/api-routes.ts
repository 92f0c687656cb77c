import type { ApiRoute } from './api/route.js';
import { chargeRoutes } from './charges/routes.js';
import { checkoutSessionRoutes } from './checkout-sessions/routes.js';
import { customerRoutes } from './customers/routes.js';
import { disputeRoutes } from './disputes/routes.js';
import { eventDestinationRoutes } from './event-destinations/routes.js';
import { eventRoutes } from './events/routes.js';
import { thinEventRoutes } from './events/thin-event-routes.js';
import { invoiceRoutes } from './invoices/routes.js';
import { meterEventRoutes } from './meter-events/routes.js';
import { meterRoutes } from './meters/routes.js';
import { paymentMethodRoutes } from './payment-methods/routes.js';
import { portalConfigurationRoutes } from './portal-configurations/routes.js';
import { portalSessionRoutes } from './portal-sessions/routes.js';
import { priceRoutes } from './prices/routes.js';
import { productRoutes } from './products/routes.js';
import { refundRoutes } from './refunds/routes.js';
import { subscriptionScheduleRoutes } from './subscription-schedules/routes.js';
import { subscriptionRoutes } from './subscriptions/routes.js';
import { testClockRoutes } from './test-clocks/routes.js';
import { webhookEndpointRoutes } from './webhook-endpoints/routes.js';

/** Every endpoint of the API the simulator serves. */
export const apiRoutes: readonly ApiRoute[] = [
  ...chargeRoutes,
  ...checkoutSessionRoutes,
  ...customerRoutes,
  ...disputeRoutes,
  ...eventDestinationRoutes,
  ...eventRoutes,
  ...thinEventRoutes,
  ...invoiceRoutes,
  ...meterEventRoutes,
  ...meterRoutes,
  ...paymentMethodRoutes,
  ...portalConfigurationRoutes,
  ...portalSessionRoutes,
  ...priceRoutes,
  ...productRoutes,
  ...refundRoutes,
  ...subscriptionRoutes,
  ...subscriptionScheduleRoutes,
  ...testClockRoutes,
  ...webhookEndpointRoutes,
];
