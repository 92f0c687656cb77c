import { wholeList } from '../api/list.js';
import type { EpochSeconds } from '../epoch.js';
import type { Metadata } from '../metadata.js';
import type { PriceObject } from '../prices/object.js';
import { buildItem } from '../subscriptions/item.js';
import type { MissingPaymentMethod, SubscriptionObject } from '../subscriptions/object.js';
import { nowSeconds, type StripeWorld } from '../world.js';
import { nextBoundary } from './period.js';

/** What a subscription is made from. */
export interface NewSubscription {
  readonly customerId: string;
  readonly items: readonly {
    readonly price: PriceObject;
    readonly quantity: number;
    readonly metadata?: Metadata | null | undefined;
  }[];
  readonly trialEnd: EpochSeconds | null;
  readonly missingPaymentMethod: MissingPaymentMethod;
  readonly defaultPaymentMethodId: string | null;
  readonly billingMode: SubscriptionObject['billing_mode']['type'];
  readonly isAutomaticTax: boolean;
  readonly description: string | null;
  readonly metadata: Metadata;
  readonly saveDefaultPaymentMethod?: 'off' | 'on_subscription';
}

/** Builds a subscription as it stands before its first invoice: in trial, or incomplete. */
export function buildSubscription(world: StripeWorld, given: NewSubscription): SubscriptionObject {
  const id = world.ids.next('sub_1', 23);
  const now = nowSeconds(world);
  const anchor = given.trialEnd ?? now;
  const end = given.trialEnd ?? firstPeriodEnd(given, now);
  const items = given.items.map((item) =>
    buildItem(world, { ...item, subscriptionId: id, period: { start: now, end } }),
  );
  return {
    ...FIXED,
    id,
    automatic_tax: automaticTax(given.isAutomaticTax),
    billing_cycle_anchor: anchor,
    billing_mode: {
      flexible: given.billingMode === 'flexible' ? { proration_discounts: 'included' } : null,
      type: given.billingMode,
    },
    created: now,
    currency: given.items[0]?.price.currency ?? 'usd',
    customer: given.customerId,
    default_payment_method: given.defaultPaymentMethodId,
    description: given.description,
    items: wholeList(`/v1/subscription_items?subscription=${id}`, items),
    metadata: given.metadata,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: given.saveDefaultPaymentMethod ?? 'off',
    },
    start_date: now,
    test_clock: world.state.customers.get(given.customerId)?.test_clock ?? null,
    status: given.trialEnd === null ? 'incomplete' : 'trialing',
    trial_end: given.trialEnd,
    trial_settings: {
      end_behavior: { billing_cycle_anchor: null, missing_payment_method: given.missingPaymentMethod },
    },
    trial_start: given.trialEnd === null ? null : now,
  };
}

/** The tax part of a subscription; the simulator works out no tax. */
export function automaticTax(enabled: boolean): SubscriptionObject['automatic_tax'] {
  return { disabled_reason: null, enabled, liability: enabled ? { type: 'self' } : null };
}

function firstPeriodEnd(given: NewSubscription, now: EpochSeconds): EpochSeconds {
  const length = given.items[0]?.price.recurring;
  return length === null || length === undefined ? now : nextBoundary(now, length, now);
}

/** What every new subscription has in common. */
const FIXED = {
  object: 'subscription',
  application: null,
  application_fee_percent: null,
  billing_cycle_anchor_config: null,
  billing_schedules: [],
  billing_thresholds: null,
  cancel_at: null,
  cancel_at_period_end: false,
  canceled_at: null,
  cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
  collection_method: 'charge_automatically',
  customer_account: null,
  days_until_due: null,
  default_source: null,
  default_tax_rates: [],
  discounts: [],
  ended_at: null,
  invoice_settings: {
    account_tax_ids: null,
    custom_fields: null,
    description: null,
    footer: null,
    issuer: { type: 'self' },
  },
  latest_invoice: null,
  livemode: false,
  managed_payments: null,
  next_pending_invoice_item_invoice: null,
  on_behalf_of: null,
  pause_collection: null,
  pending_invoice_item_interval: null,
  pending_setup_intent: null,
  pending_update: null,
  schedule: null,
  transfer_data: null,
} as const satisfies Partial<SubscriptionObject>;
