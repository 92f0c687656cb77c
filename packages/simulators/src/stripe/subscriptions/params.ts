import {
  emptyable,
  flag,
  integer,
  list,
  oneOf,
  required,
  text,
  wordOr,
  type Kind,
} from '../api/param-kinds.js';
import { enabledParam, metadata, pageParams, range, record } from '../api/param-record.js';

/** How the rest of a period is billed after a change. */
export const prorationBehavior = oneOf('always_invoice', 'create_prorations', 'none');

const trialSettings = record({
  end_behavior: required(
    record({ missing_payment_method: required(oneOf('cancel', 'create_invoice', 'pause')) }, [
      'billing_cycle_anchor',
    ]),
  ),
});

const paymentSettings = record({ save_default_payment_method: oneOf('off', 'on_subscription') }, [
  'payment_method_options',
  'payment_method_types',
]);

/** Names of an instant Stripe works out itself; with one interval they all mean the period's end. */
const cancelAt: Kind<number | 'max_billed_until' | 'max_period_end' | 'min_period_end'> = wordOr(
  'min_period_end',
  wordOr('max_period_end', wordOr('max_billed_until', integer())),
);

const cancellationDetails = record(
  {
    comment: emptyable(text()),
    feedback: emptyable(
      oneOf(
        'customer_service',
        'low_quality',
        'missing_features',
        'other',
        'switched_service',
        'too_complex',
        'too_expensive',
        'unused',
      ),
    ),
  },
  ['feedback_option'],
);

const itemFields = { price: text(), quantity: integer({ min: 0 }), metadata: metadata() };
const ITEM_NOT_SIMULATED = [
  'billing_thresholds',
  'current_trial',
  'discounts',
  'plan',
  'price_data',
  'tax_rates',
  'trial',
];

/** Parameters of both requests the simulator refuses by name. */
export const subscriptionParamsNotSimulated = [
  'add_invoice_items',
  'application_fee_percent',
  'backdate_start_date',
  'billing_cycle_anchor_config',
  'billing_schedules',
  'billing_thresholds',
  'customer_account',
  'days_until_due',
  'default_source',
  'default_tax_rates',
  'discounts',
  'invoice_settings',
  'on_behalf_of',
  'pending_invoice_item_interval',
  'transfer_data',
  'trial_from_plan',
];

const shared = {
  automatic_tax: enabledParam,
  collection_method: oneOf('charge_automatically'),
  default_payment_method: text(),
  metadata: metadata(),
  off_session: flag(),
  payment_settings: paymentSettings,
  proration_behavior: prorationBehavior,
  trial_end: wordOr('now', integer()),
  trial_settings: trialSettings,
  cancel_at_period_end: flag(),
};

/** Parameters of a create request. */
export const createSubscriptionParams = {
  ...shared,
  billing_mode: record({ type: required(oneOf('classic', 'flexible')) }, ['flexible']),
  cancel_at: cancelAt,
  currency: text(),
  customer: required(text()),
  description: text({ maxLength: 500 }),
  items: required(list(record(itemFields, ITEM_NOT_SIMULATED), { maxItems: 20 })),
  payment_behavior: oneOf('allow_incomplete', 'default_incomplete', 'error_if_incomplete'),
  trial_period_days: integer({ min: 0, max: 730 }),
};

/** Parameters of an update request. */
export const updateSubscriptionParams = {
  ...shared,
  billing_cycle_anchor: record({ type: required(oneOf('now', 'unchanged')) }),
  cancel_at: emptyable(cancelAt),
  cancellation_details: cancellationDetails,
  description: emptyable(text({ maxLength: 500 })),
  items: list(
    record({ ...itemFields, id: text(), deleted: flag() }, [...ITEM_NOT_SIMULATED, 'clear_usage']),
    {
      maxItems: 20,
    },
  ),
  pause_collection: emptyable(
    record({
      behavior: required(oneOf('keep_as_draft', 'mark_uncollectible', 'void')),
      resumes_at: integer(),
    }),
  ),
  payment_behavior: oneOf('allow_incomplete', 'error_if_incomplete'),
  proration_date: integer(),
};

/** Parameters of a cancel request. */
export const cancelSubscriptionParams = {
  cancellation_details: cancellationDetails,
  invoice_now: flag(),
  prorate: flag(),
};

/** Parameters of a list request. */
export const listSubscriptionParams = {
  ...pageParams,
  automatic_tax: enabledParam,
  collection_method: oneOf('charge_automatically', 'send_invoice'),
  created: range(),
  current_period_end: range(),
  current_period_start: range(),
  customer: text(),
  price: text(),
  test_clock: text(),
  status: oneOf(
    'active',
    'all',
    'canceled',
    'ended',
    'incomplete',
    'incomplete_expired',
    'past_due',
    'paused',
    'trialing',
    'unpaid',
  ),
};
