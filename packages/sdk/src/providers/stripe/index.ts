/** `@hs-x/sdk/stripe`: the Stripe adapter of the port `PaymentProvider`. */
export type {
  CatalogueDiff,
  CatalogueObstacle,
  CatalogueStep,
  KeptThing,
  OfferedProduct,
  PlanPrices,
  PriceReference,
} from './catalogue/catalogue-diff.js';
export {
  CATALOGUE_CHECKS,
  type CatalogueCheck,
  type CatalogueFinding,
} from './catalogue/catalogue-finding.js';
export { formatAmount } from './catalogue/format-amount.js';
export type { MadeSecret, OnSigningSecret, PushedCatalogue } from './catalogue/push-catalogue.js';
export {
  checkCatalogue,
  stripeCatalogue,
  type CatalogueOptions,
  type StripeCatalogue,
} from './catalogue/stripe-catalogue.js';
export { STRIPE_API_VERSION } from './client.js';
export { BILLING_EVENT_TYPES, METER_ERROR_EVENT_TYPES } from './event-types.js';
export type { PortalConfigurationPlan, PortalSettingChange } from './portal-configuration.js';
export {
  stripeAccount,
  type StripeAccount,
  type StripeEndpoint,
  type StripePriceState,
} from './stripe-account.js';
export { stripePortal, type StripePortal } from './stripe-portal.js';
export { stripeProvider, type StripeProviderOptions } from './stripe-provider.js';
export {
  cancelAt,
  invoiceSubscriptionId,
  periodEndsAt,
  type VersionedInvoice,
  type VersionedSubscription,
} from './subscription-fields.js';
