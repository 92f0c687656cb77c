/** `@hs-x/sdk/stripe`: the Stripe adapter of the port `PaymentProvider`. */
export { STRIPE_API_VERSION } from './client.js';
export { BILLING_EVENT_TYPES } from './event-types.js';
export type { PortalConfigurationPlan, PortalSettingChange } from './portal-configuration.js';
export {
  stripeAccount,
  type StripeAccount,
  type StripeEndpoint,
  type StripePriceState,
} from './stripe-account.js';
export { stripePortal, type StripePortal } from './stripe-portal.js';
export {
  stripeWebhookEndpoint,
  type EndpointChange,
  type EndpointPlan,
  type StripeWebhookEndpoint,
} from './webhook-endpoint.js';
export { stripeProvider, type StripeProviderOptions } from './stripe-provider.js';
export {
  cancelAt,
  invoiceSubscriptionId,
  periodEndsAt,
  type VersionedInvoice,
  type VersionedSubscription,
} from './subscription-fields.js';
