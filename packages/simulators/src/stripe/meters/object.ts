import type { EpochSeconds } from '../epoch.js';

/** How events become one number. */
export type MeterFormula = 'count' | 'last' | 'sum';

/** A meter: what an event counts for, and how. */
export interface MeterObject {
  readonly id: string;
  readonly object: 'billing.meter';
  readonly created: EpochSeconds;
  readonly customer_mapping: { readonly event_payload_key: string; readonly type: 'by_id' };
  readonly default_aggregation: { readonly formula: MeterFormula };
  readonly display_name: string;
  readonly event_name: string;
  readonly event_time_window: 'day' | 'hour' | null;
  readonly livemode: false;
  readonly status: 'active' | 'inactive';
  readonly status_transitions: { readonly deactivated_at: EpochSeconds | null };
  readonly updated: EpochSeconds;
  readonly value_settings: { readonly event_payload_key: string };
}
