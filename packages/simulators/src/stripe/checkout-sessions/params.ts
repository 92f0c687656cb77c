import { flag, integer, list, oneOf, required, text, url } from '../api/param-kinds.js';
import { enabledParam, metadata, pageParams, range, record } from '../api/param-record.js';

/** Most prices one session can hold (stripe 23.1.0: 20 recurring). */
const MAX_LINE_ITEMS = 20;

const autoOrNever = oneOf('auto', 'never');

const missingPaymentMethod = oneOf('cancel', 'create_invoice', 'pause');

const subscriptionData = record(
  {
    billing_mode: record({ type: required(oneOf('classic', 'flexible')) }, ['flexible']),
    description: text({ maxLength: 500 }),
    metadata: metadata(),
    trial_end: integer(),
    trial_period_days: integer({ min: 1, max: 730 }),
    trial_settings: record({
      end_behavior: required(
        record({ missing_payment_method: required(missingPaymentMethod) }, ['billing_cycle_anchor']),
      ),
    }),
  },
  [
    'application_fee_percent',
    'billing_cycle_anchor',
    'billing_cycle_anchor_config',
    'default_tax_rates',
    'invoice_settings',
    'on_behalf_of',
    'pending_invoice_item_interval',
    'proration_behavior',
    'transfer_data',
  ],
);

/** Parameters of a create request. */
export const createSessionParams = {
  allow_promotion_codes: flag(),
  automatic_tax: enabledParam,
  billing_address_collection: oneOf('auto', 'required'),
  cancel_url: url(),
  client_reference_id: text({ maxLength: 200 }),
  currency: text(),
  custom_text: record({ submit: record({ message: required(text({ maxLength: 1200 })) }) }, [
    'after_submit',
    'shipping_address',
    'terms_of_service_acceptance',
  ]),
  customer: text(),
  customer_email: text({ maxLength: 800 }),
  customer_update: record({ address: autoOrNever, name: autoOrNever, shipping: autoOrNever }),
  expires_at: integer(),
  line_items: list(
    record({ price: text(), quantity: integer({ min: 1, max: 999_999 }), metadata: metadata() }, [
      'adjustable_quantity',
      'dynamic_tax_rates',
      'price_data',
      'tax_rates',
    ]),
    { maxItems: MAX_LINE_ITEMS },
  ),
  locale: text(),
  metadata: metadata(),
  mode: oneOf('payment', 'setup', 'subscription'),
  payment_method_collection: oneOf('always', 'if_required'),
  phone_number_collection: enabledParam,
  subscription_data: subscriptionData,
  success_url: text(),
  tax_id_collection: record({ enabled: required(flag()), required: oneOf('if_supported', 'never') }),
  ui_mode: oneOf('elements', 'embedded_page', 'form', 'hosted_page'),
};

/** Parameters Stripe has for a create request and the simulator refuses by name. */
export const sessionParamsNotSimulated = [
  'adaptive_pricing',
  'after_expiration',
  'allowed_payment_method_types',
  'branding_settings',
  'consent_collection',
  'custom_fields',
  'customer_account',
  'customer_creation',
  'discounts',
  'excluded_payment_method_types',
  'integration_identifier',
  'invoice_creation',
  'managed_payments',
  'name_collection',
  'optional_items',
  'origin_context',
  'payment_intent_data',
  'payment_method_configuration',
  'payment_method_data',
  'payment_method_options',
  'permissions',
  'redirect_on_completion',
  'return_url',
  'saved_payment_method_options',
  'setup_intent_data',
  'shipping_address_collection',
  'shipping_options',
  'submit_type',
  'wallet_options',
];

/** Parameters of a list request. */
export const listSessionParams = {
  ...pageParams,
  created: range(),
  customer: text(),
  customer_details: record({ email: required(text()) }),
  status: oneOf('complete', 'expired', 'open'),
  subscription: text(),
};
