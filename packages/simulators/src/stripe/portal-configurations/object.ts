import type { EpochSeconds } from '../epoch.js';
import type { Metadata } from '../metadata.js';

/** How a plan change through the portal is billed. */
export type ProrationBehavior = 'always_invoice' | 'create_prorations' | 'none';

/** Which plan changes wait for the end of the period. */
export interface ScheduleCondition {
  readonly type: 'decreasing_item_amount' | 'shortening_interval';
}

/** What the portal lets a customer do. */
export interface PortalFeatures {
  readonly customer_update: { readonly allowed_updates: readonly string[]; readonly enabled: boolean };
  readonly invoice_history: { readonly enabled: boolean };
  readonly payment_method_update: { readonly enabled: boolean; readonly payment_method_configuration: null };
  readonly subscription_cancel: {
    readonly cancellation_reason: {
      readonly enabled: boolean;
      readonly feedback_options: null;
      readonly options: readonly string[];
    };
    readonly enabled: boolean;
    readonly mode: 'at_period_end' | 'immediately';
    readonly proration_behavior: ProrationBehavior;
  };
  readonly subscription_pause: {
    readonly duration: { readonly interval_options: readonly never[]; readonly type: 'indefinite' };
    readonly enabled: false;
  };
  readonly subscription_update: {
    readonly billing_cycle_anchor: 'now' | 'unchanged' | null;
    readonly default_allowed_updates: readonly ('price' | 'promotion_code' | 'quantity')[];
    readonly enabled: boolean;
    readonly products: readonly PortalProduct[];
    readonly proration_behavior: ProrationBehavior;
    readonly schedule_at_period_end: { readonly conditions: readonly ScheduleCondition[] };
    readonly trial_update_behavior: 'continue_trial' | 'end_trial';
  };
}

/** A product whose prices the portal offers. */
export interface PortalProduct {
  readonly adjustable_quantity: {
    readonly enabled: boolean;
    readonly maximum: null;
    readonly minimum: number;
  };
  readonly prices: readonly string[];
  readonly product: string;
}

/** A billing portal configuration. */
export interface PortalConfigurationObject {
  readonly id: string;
  readonly object: 'billing_portal.configuration';
  readonly active: boolean;
  readonly application: null;
  readonly business_profile: {
    readonly headline: string | null;
    readonly privacy_policy_url: string | null;
    readonly terms_of_service_url: string | null;
  };
  readonly created: EpochSeconds;
  readonly default_return_url: string | null;
  readonly features: PortalFeatures;
  readonly is_default: boolean;
  readonly livemode: false;
  readonly login_page: { readonly enabled: boolean; readonly url: string | null };
  readonly metadata: Metadata;
  readonly name: string | null;
  readonly updated: EpochSeconds;
}
