import { invalidRequest } from '../api/failure.js';
import type { ParamsOf } from '../api/param-record.js';
import { mergeMetadata } from '../metadata.js';
import { findPrice } from '../prices/create.js';
import { nowSeconds, type StripeWorld } from '../world.js';
import type { PortalConfigurationObject, PortalFeatures, PortalProduct } from './object.js';
import type { updateConfigurationParams } from './params.js';

/** The parameters of a create or update request. */
export type ConfigurationParams = ParamsOf<typeof updateConfigurationParams>;

type FeatureParams = NonNullable<ConfigurationParams['features']>;

/** The configuration with a request applied; nothing is stored. */
export function applyConfiguration(
  world: StripeWorld,
  before: PortalConfigurationObject,
  params: ConfigurationParams,
): PortalConfigurationObject {
  return {
    ...before,
    active: params.active ?? before.active,
    business_profile: { ...before.business_profile, ...params.business_profile },
    default_return_url:
      params.default_return_url === undefined ? before.default_return_url : params.default_return_url,
    features:
      params.features === undefined
        ? before.features
        : applyFeatures(world, before.features, params.features),
    login_page: loginPage(world, before, params),
    metadata: mergeMetadata(before.metadata, params.metadata),
    name: params.name === undefined ? before.name : params.name,
    updated: nowSeconds(world),
  };
}

function applyFeatures(world: StripeWorld, before: PortalFeatures, given: FeatureParams): PortalFeatures {
  const { customer_update: customer, subscription_cancel: cancel } = given;
  return {
    ...before,
    customer_update: {
      allowed_updates: customer?.allowed_updates ?? before.customer_update.allowed_updates,
      enabled: customer?.enabled ?? before.customer_update.enabled,
    },
    invoice_history: { enabled: given.invoice_history?.enabled ?? before.invoice_history.enabled },
    payment_method_update: {
      ...before.payment_method_update,
      enabled: given.payment_method_update?.enabled ?? before.payment_method_update.enabled,
    },
    subscription_cancel: {
      ...before.subscription_cancel,
      ...cancel,
      cancellation_reason: {
        enabled:
          cancel?.cancellation_reason?.enabled ?? before.subscription_cancel.cancellation_reason.enabled,
        feedback_options: null,
        options:
          cancel?.cancellation_reason?.options ?? before.subscription_cancel.cancellation_reason.options,
      },
    },
    subscription_update: applyUpdateFeature(world, before.subscription_update, given.subscription_update),
  };
}

function applyUpdateFeature(
  world: StripeWorld,
  before: PortalFeatures['subscription_update'],
  given: FeatureParams['subscription_update'],
): PortalFeatures['subscription_update'] {
  if (given === undefined) return before;
  const { products, default_allowed_updates: allowed, schedule_at_period_end: schedule, ...fields } = given;
  return {
    ...before,
    ...fields,
    default_allowed_updates: allowed === undefined ? before.default_allowed_updates : (allowed ?? []),
    schedule_at_period_end:
      schedule?.conditions === undefined
        ? before.schedule_at_period_end
        : { conditions: schedule.conditions ?? [] },
    products: products === undefined ? before.products : readProducts(world, products ?? []),
  };
}

function readProducts(
  world: StripeWorld,
  given: NonNullable<NonNullable<FeatureParams['subscription_update']>['products']>,
): readonly PortalProduct[] {
  return given.map((product, index) => {
    const at = `features[subscription_update][products][${index}]`;
    for (const priceId of product.prices) {
      if (findPrice(world, priceId, `${at}[prices]`).product === product.product) continue;
      throw invalidRequest(
        `The price \`${priceId}\` does not belong to the product \`${product.product}\`.`,
        {
          param: `${at}[prices]`,
        },
      );
    }
    const { enabled = false, minimum = 1 } = product.adjustable_quantity ?? {};
    return {
      adjustable_quantity: { enabled, maximum: null, minimum },
      prices: product.prices,
      product: product.product,
    };
  });
}

function loginPage(
  world: StripeWorld,
  before: PortalConfigurationObject,
  params: ConfigurationParams,
): PortalConfigurationObject['login_page'] {
  const enabled = params.login_page?.enabled ?? before.login_page.enabled;
  return { enabled, url: enabled ? `${world.origin()}/p/login/${before.id}` : null };
}
