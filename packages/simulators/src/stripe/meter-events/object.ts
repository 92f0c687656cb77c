import type { EpochSeconds } from '../epoch.js';

/** An event as its sender gets it back. */
export interface MeterEventObject {
  readonly object: 'billing.meter_event';
  readonly created: EpochSeconds;
  readonly event_name: string;
  readonly identifier: string;
  readonly livemode: false;
  readonly payload: Readonly<Record<string, string>>;
  readonly timestamp: EpochSeconds;
}

/** An event and what became of it. Accepted is not counted: of what names no customer or no number only a report tells, later. */
export interface KeptMeterEvent {
  readonly event: MeterEventObject;
  readonly meterId: string;
  readonly customerId: string;
  readonly value: number;
  readonly isCanceled: boolean;
  /** Null: it counts. */
  readonly droppedBecause: DropReason | null;
}

/** Why an event that was taken does not count, in the words of Stripe's report (stripe 23.1.0, read 2026-11-21). */
export type DropReason =
  'meter_event_customer_not_found' | 'meter_event_invalid_value' | 'meter_event_no_customer_defined';

/** What a customer used by one meter in a span of time. */
export interface MeterEventSummaryObject {
  readonly id: string;
  readonly object: 'billing.meter_event_summary';
  readonly aggregated_value: number;
  readonly end_time: EpochSeconds;
  readonly livemode: false;
  readonly meter: string;
  readonly start_time: EpochSeconds;
}

/** The cancellation of an event. */
export interface MeterEventAdjustmentObject {
  readonly object: 'billing.meter_event_adjustment';
  readonly cancel: { readonly identifier: string };
  readonly event_name: string;
  readonly livemode: false;
  readonly status: 'complete' | 'pending';
  readonly type: 'cancel';
}
