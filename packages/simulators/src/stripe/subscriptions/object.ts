/**
 * The subscription in the shape it has since 2025-03-31 (basil): the billing period stands on the items, not on the
 * subscription (stripe 23.1.0 type declarations, read 2026-11-20).
 */
import type { StripeList } from '../api/list.js';
import type { EpochSeconds } from '../epoch.js';
import type { Metadata } from '../metadata.js';
import type { PlanObject, PriceObject, Recurring } from '../prices/object.js';

/** The states of a subscription. */
export type SubscriptionStatus =
  'active' | 'canceled' | 'incomplete' | 'incomplete_expired' | 'past_due' | 'paused' | 'trialing' | 'unpaid';

/** What happens when a trial ends without a payment method. */
export type MissingPaymentMethod = 'cancel' | 'create_invoice' | 'pause';

/** Why a subscription ended or will end. */
export interface CancellationDetails {
  readonly comment: string | null;
  readonly feedback: string | null;
  readonly feedback_option: null;
  readonly reason: 'cancellation_requested' | 'payment_failed' | null;
}

/** Collection on hold; the status stays as it is. */
export interface PauseCollection {
  readonly behavior: 'keep_as_draft' | 'mark_uncollectible' | 'void';
  readonly resumes_at: EpochSeconds | null;
}

/** A price and quantity a subscription bills. */
export interface SubscriptionItemObject {
  readonly id: string;
  readonly object: 'subscription_item';
  readonly billing_thresholds: null;
  readonly created: EpochSeconds;
  readonly current_period_end: EpochSeconds;
  readonly current_period_start: EpochSeconds;
  readonly current_trial: null;
  readonly discounts: readonly never[];
  readonly metadata: Metadata;
  readonly plan: PlanObject;
  readonly price: PriceObject & { readonly recurring: Recurring };
  readonly quantity: number;
  readonly subscription: string;
  readonly tax_rates: readonly never[];
}

/** Why a subscription is `paused` (endive). */
export type PauseReason = 'final_payment_failure' | 'pause_requested' | 'trial_end_without_payment_method';

/** A subscription. */
export interface SubscriptionObject {
  readonly id: string;
  readonly object: 'subscription';
  readonly application: null;
  readonly application_fee_percent: null;
  readonly automatic_tax: {
    readonly disabled_reason: null;
    readonly enabled: boolean;
    readonly liability: { readonly type: 'self' } | null;
  };
  readonly billing_cycle_anchor: EpochSeconds;
  readonly billing_cycle_anchor_config: null;
  readonly billing_mode: {
    readonly flexible: { readonly proration_discounts: 'included' } | null;
    readonly type: 'classic' | 'flexible';
  };
  readonly billing_schedules: readonly never[];
  readonly billing_thresholds: null;
  readonly cancel_at: EpochSeconds | null;
  readonly cancel_at_period_end: boolean;
  readonly canceled_at: EpochSeconds | null;
  readonly cancellation_details: CancellationDetails;
  readonly collection_method: 'charge_automatically' | 'send_invoice';
  readonly created: EpochSeconds;
  readonly currency: string;
  readonly customer: string;
  readonly customer_account: null;
  readonly days_until_due: number | null;
  readonly default_payment_method: string | null;
  readonly default_source: null;
  readonly default_tax_rates: readonly never[];
  readonly description: string | null;
  readonly discounts: readonly never[];
  readonly ended_at: EpochSeconds | null;
  readonly invoice_settings: {
    readonly account_tax_ids: null;
    readonly custom_fields: null;
    readonly description: null;
    readonly footer: null;
    readonly issuer: { readonly type: 'self' };
  };
  readonly items: StripeList<SubscriptionItemObject>;
  readonly latest_invoice: string | null;
  readonly livemode: false;
  readonly managed_payments: null;
  readonly metadata: Metadata;
  readonly next_pending_invoice_item_invoice: null;
  readonly on_behalf_of: null;
  readonly pause_collection: PauseCollection | null;
  readonly payment_settings: {
    readonly payment_method_options: null;
    readonly payment_method_types: null;
    readonly save_default_payment_method: 'off' | 'on_subscription';
  };
  readonly pending_invoice_item_interval: null;
  readonly pending_setup_intent: null;
  readonly pending_update: null;
  readonly schedule: string | null;
  readonly start_date: EpochSeconds;
  readonly status: SubscriptionStatus;
  readonly status_details?: {
    readonly paused: {
      readonly subscription: { readonly type: PauseReason };
      readonly transitioned_at: EpochSeconds;
      readonly type: 'subscription';
    };
  };
  readonly test_clock: string | null;
  readonly transfer_data: null;
  readonly trial_end: EpochSeconds | null;
  readonly trial_settings: {
    readonly end_behavior: {
      readonly billing_cycle_anchor: null;
      readonly missing_payment_method: MissingPaymentMethod;
    };
  };
  readonly trial_start: EpochSeconds | null;
}

/** The subscription without the word on why it is paused. */
export function withoutPauseReason(
  subscription: SubscriptionObject,
): Omit<SubscriptionObject, 'status_details'> {
  const copy: { -readonly [K in keyof SubscriptionObject]: SubscriptionObject[K] } = { ...subscription };
  delete copy.status_details;
  return copy;
}

/** Whether nothing can happen to this subscription any more. */
export function isEnded(subscription: SubscriptionObject): boolean {
  return subscription.status === 'canceled' || subscription.status === 'incomplete_expired';
}

/** The end of the running period: every item shares one, since the simulator refuses mixed intervals. */
export function periodEndOf(subscription: SubscriptionObject): EpochSeconds {
  return Math.max(...subscription.items.data.map((item) => item.current_period_end));
}

/** The start of the running period. */
export function periodStartOf(subscription: SubscriptionObject): EpochSeconds {
  return Math.max(...subscription.items.data.map((item) => item.current_period_start));
}
