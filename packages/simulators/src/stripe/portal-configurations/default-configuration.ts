import type { PriceObject } from '../prices/object.js';
import { nowSeconds, type StripeWorld } from '../world.js';
import type { PortalConfigurationObject, PortalFeatures, PortalProduct } from './object.js';

/**
 * Features with Stripe's defaults: a change is not prorated and ends a trial unless configured otherwise (stripe 23.1.0,
 * `Configuration.Features`, read 2026-11-20).
 */
export const DEFAULT_FEATURES: PortalFeatures = {
  customer_update: { allowed_updates: [], enabled: false },
  invoice_history: { enabled: false },
  payment_method_update: { enabled: false, payment_method_configuration: null },
  subscription_cancel: {
    cancellation_reason: { enabled: false, feedback_options: null, options: [] },
    enabled: false,
    mode: 'at_period_end',
    proration_behavior: 'none',
  },
  subscription_pause: { duration: { interval_options: [], type: 'indefinite' }, enabled: false },
  subscription_update: {
    billing_cycle_anchor: null,
    default_allowed_updates: [],
    enabled: false,
    products: [],
    proration_behavior: 'none',
    schedule_at_period_end: { conditions: [] },
    trial_update_behavior: 'end_trial',
  },
};

/** The configuration a Dashboard user would have saved: invoices, card, cancellation and plan changes are on. */
export function defaultConfiguration(world: StripeWorld): PortalConfigurationObject {
  const found = [...world.state.portalConfigurations.values()].find((one) => one.is_default);
  if (found !== undefined) return found;
  const created = newConfiguration(world, {
    features: {
      ...DEFAULT_FEATURES,
      customer_update: { allowed_updates: ['email', 'address', 'tax_id'], enabled: true },
      invoice_history: { enabled: true },
      payment_method_update: { ...DEFAULT_FEATURES.payment_method_update, enabled: true },
      subscription_cancel: { ...DEFAULT_FEATURES.subscription_cancel, enabled: true },
      subscription_update: {
        ...DEFAULT_FEATURES.subscription_update,
        default_allowed_updates: ['price'],
        enabled: true,
      },
    },
    isDefault: true,
  });
  world.state.portalConfigurations.set(created.id, created);
  return created;
}

/** Lets customers switch to these prices in the default portal. */
export function offerInPortal(world: StripeWorld, prices: readonly PriceObject[]): void {
  const configuration = defaultConfiguration(world);
  const update = configuration.features.subscription_update;
  const offered = prices.reduce((products, price) => withPrice(products, price), update.products);
  world.state.portalConfigurations.set(configuration.id, {
    ...configuration,
    features: { ...configuration.features, subscription_update: { ...update, products: offered } },
  });
}

/** A configuration that is not stored yet. */
export function newConfiguration(
  world: StripeWorld,
  given: { readonly features: PortalFeatures; readonly isDefault: boolean },
): PortalConfigurationObject {
  return {
    id: world.ids.next('bpc_1', 23),
    object: 'billing_portal.configuration',
    active: true,
    application: null,
    business_profile: { headline: null, privacy_policy_url: null, terms_of_service_url: null },
    created: nowSeconds(world),
    default_return_url: null,
    features: given.features,
    is_default: given.isDefault,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: {},
    name: null,
    updated: nowSeconds(world),
  };
}

function withPrice(products: readonly PortalProduct[], price: PriceObject): readonly PortalProduct[] {
  const known = products.find((product) => product.product === price.product);
  if (known === undefined) {
    const adjustable = { enabled: false, maximum: null, minimum: 1 };
    return [...products, { adjustable_quantity: adjustable, prices: [price.id], product: price.product }];
  }
  if (known.prices.includes(price.id)) return products;
  const extended = { ...known, prices: [...known.prices, price.id] };
  return products.map((product) => (product === known ? extended : product));
}
