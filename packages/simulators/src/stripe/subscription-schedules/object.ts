import type { EpochSeconds } from '../epoch.js';
import type { Metadata } from '../metadata.js';
import type { ProrationBehavior } from '../portal-configurations/object.js';
import type { SubscriptionObject } from '../subscriptions/object.js';

/** What a subscription bills during a phase. */
export interface SchedulePhaseItem {
  readonly billing_thresholds: null;
  readonly discounts: readonly never[];
  readonly metadata: Metadata;
  readonly plan: string;
  readonly price: string;
  readonly quantity: number;
  readonly tax_rates: readonly never[];
}

/** A stretch of time with its own prices. */
export interface SchedulePhase {
  readonly add_invoice_items: readonly never[];
  readonly application_fee_percent: null;
  readonly billing_cycle_anchor: null;
  readonly billing_thresholds: null;
  readonly collection_method: null;
  readonly currency: string;
  readonly default_payment_method: null;
  readonly default_tax_rates: readonly never[];
  readonly description: null;
  readonly discounts: readonly never[];
  readonly end_date: EpochSeconds;
  readonly invoice_settings: null;
  readonly items: readonly SchedulePhaseItem[];
  readonly metadata: Metadata;
  readonly on_behalf_of: null;
  readonly proration_behavior: ProrationBehavior;
  readonly start_date: EpochSeconds;
  readonly transfer_data: null;
  readonly trial_end: EpochSeconds | null;
}

/** The states of a schedule; it can change something only while `not_started` or `active`. */
export type ScheduleStatus = 'active' | 'canceled' | 'completed' | 'not_started' | 'released';

/** A plan of how a subscription will change. */
export interface SubscriptionScheduleObject {
  readonly id: string;
  readonly object: 'subscription_schedule';
  readonly application: null;
  readonly billing_mode: SubscriptionObject['billing_mode'];
  readonly canceled_at: EpochSeconds | null;
  readonly completed_at: EpochSeconds | null;
  readonly created: EpochSeconds;
  readonly current_phase: { readonly end_date: EpochSeconds; readonly start_date: EpochSeconds } | null;
  readonly customer: string;
  readonly customer_account: null;
  readonly default_settings: {
    readonly application_fee_percent: null;
    readonly billing_cycle_anchor: 'automatic';
    readonly billing_thresholds: null;
    readonly collection_method: 'charge_automatically';
    readonly default_payment_method: string | null;
    readonly description: null;
    readonly invoice_settings: {
      readonly account_tax_ids: null;
      readonly custom_fields: null;
      readonly days_until_due: null;
      readonly description: null;
      readonly footer: null;
      readonly issuer: { readonly type: 'self' };
    };
    readonly on_behalf_of: null;
    readonly transfer_data: null;
  };
  readonly end_behavior: 'cancel' | 'release';
  readonly livemode: false;
  readonly metadata: Metadata;
  readonly pause_schedules: readonly never[];
  readonly phases: readonly SchedulePhase[];
  readonly released_at: EpochSeconds | null;
  readonly released_subscription: string | null;
  readonly status: ScheduleStatus;
  readonly subscription: string | null;
  readonly test_clock: string | null;
}

/** Whether a schedule can still change something. */
export function isScheduleLive({ status }: SubscriptionScheduleObject): boolean {
  return status === 'active' || status === 'not_started';
}
