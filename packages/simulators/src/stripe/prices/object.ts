import type { EpochSeconds } from '../epoch.js';
import type { Metadata } from '../metadata.js';

/** How long one billing period of a price is. */
export type PriceInterval = 'day' | 'week' | 'month' | 'year';

/** The recurring part of a price. */
export interface Recurring {
  readonly interval: PriceInterval;
  readonly interval_count: number;
  /** What a metered price bills. */
  readonly meter: string | null;
  readonly trial_period_days: null;
  readonly usage_type: 'licensed' | 'metered';
}

/** A price. */
export interface PriceObject {
  readonly id: string;
  readonly object: 'price';
  readonly active: boolean;
  readonly billing_scheme: 'per_unit';
  readonly created: EpochSeconds;
  readonly currency: string;
  readonly custom_unit_amount: null;
  readonly livemode: false;
  readonly lookup_key: string | null;
  readonly metadata: Metadata;
  readonly nickname: string | null;
  readonly product: string;
  readonly recurring: Recurring | null;
  readonly tax_behavior: 'exclusive' | 'inclusive' | 'unspecified';
  readonly tiers_mode: null;
  readonly transform_quantity: null;
  readonly type: 'one_time' | 'recurring';
  readonly unit_amount: number;
  readonly unit_amount_decimal: string;
}

/** The legacy view of a recurring price that every subscription item still carries. */
export interface PlanObject {
  readonly id: string;
  readonly object: 'plan';
  readonly active: boolean;
  readonly amount: number;
  readonly amount_decimal: string;
  readonly billing_scheme: 'per_unit';
  readonly created: EpochSeconds;
  readonly currency: string;
  readonly interval: PriceInterval;
  readonly interval_count: number;
  readonly livemode: false;
  readonly metadata: Metadata;
  readonly meter: string | null;
  readonly nickname: string | null;
  readonly product: string;
  readonly tiers_mode: null;
  readonly transform_usage: null;
  readonly trial_period_days: null;
  readonly usage_type: 'licensed' | 'metered';
}

/** The plan view of a price; a one-time price has none. */
export function planOf(price: PriceObject & { readonly recurring: Recurring }): PlanObject {
  const { id, active, created, currency, metadata, nickname, product, recurring } = price;
  return {
    id,
    object: 'plan',
    active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: 'per_unit',
    created,
    currency,
    interval: recurring.interval,
    interval_count: recurring.interval_count,
    livemode: false,
    metadata,
    meter: recurring.meter,
    nickname,
    product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: recurring.usage_type,
  };
}

/** Narrows to a price that can be subscribed to. */
export function isRecurring(price: PriceObject): price is PriceObject & { readonly recurring: Recurring } {
  return price.recurring !== null;
}
