import { emptyable, flag, integer, list, oneOf, required, text, url } from '../api/param-kinds.js';
import { enabledParam, metadata, record } from '../api/param-record.js';

const prorationBehavior = oneOf('always_invoice', 'create_prorations', 'none');

/** Most products a configuration offers (stripe 23.1.0). */
const MAX_PRODUCTS = 10;

const features = record(
  {
    customer_update: record({
      allowed_updates: emptyable(list(oneOf('address', 'email', 'name', 'phone', 'shipping', 'tax_id'))),
      enabled: flag(),
    }),
    invoice_history: enabledParam,
    payment_method_update: record({ enabled: flag() }, ['payment_method_configuration']),
    subscription_cancel: record({
      cancellation_reason: record({ enabled: flag(), options: emptyable(list(text())) }, [
        'feedback_options',
      ]),
      enabled: flag(),
      mode: oneOf('at_period_end', 'immediately'),
      proration_behavior: prorationBehavior,
    }),
    subscription_update: record({
      billing_cycle_anchor: oneOf('now', 'unchanged'),
      default_allowed_updates: emptyable(list(oneOf('price', 'promotion_code', 'quantity'))),
      enabled: flag(),
      products: emptyable(
        list(
          record({
            prices: required(list(text())),
            product: required(text()),
            adjustable_quantity: record({ enabled: flag(), minimum: integer({ min: 0 }) }, ['maximum']),
          }),
          { maxItems: MAX_PRODUCTS },
        ),
      ),
      proration_behavior: prorationBehavior,
      schedule_at_period_end: record({
        conditions: emptyable(
          list(record({ type: required(oneOf('decreasing_item_amount', 'shortening_interval')) })),
        ),
      }),
      trial_update_behavior: oneOf('continue_trial', 'end_trial'),
    }),
  },
  ['subscription_pause'],
);

const shared = {
  business_profile: record({
    headline: emptyable(text({ maxLength: 60 })),
    privacy_policy_url: url(),
    terms_of_service_url: url(),
  }),
  default_return_url: emptyable(url()),
  login_page: enabledParam,
  metadata: metadata(),
  name: emptyable(text()),
};

/** Parameters of a create request. */
export const createConfigurationParams = { ...shared, features: required(features) };

/** Parameters of an update request. */
export const updateConfigurationParams = { ...shared, features, active: flag() };
