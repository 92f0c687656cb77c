/** What meters have counted, for summaries and for invoices. */
import { invalidRequest } from '../api/failure.js';
import { DAY_S, type EpochSeconds } from '../epoch.js';
import type { MeterObject } from '../meters/object.js';
import type { StripeWorld } from '../world.js';
import type { KeptMeterEvent, MeterEventSummaryObject } from './object.js';

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;

/** Whose usage of when. */
export interface UsageSpan {
  readonly customerId: string;
  /** Included. */
  readonly from: EpochSeconds;
  /** Not included. */
  readonly to: EpochSeconds;
}

/** What the meter has counted for the customer in the span. */
export function usageOf(world: StripeWorld, meter: MeterObject, span: UsageSpan): number {
  return aggregate(meter, countedOf(world, meter, span));
}

/** Summaries of the span, newest first: one, or one a day or hour that something was counted in. Times must be whole minutes. */
export function summariesOf(
  world: StripeWorld,
  meter: MeterObject,
  { window, ...span }: UsageSpan & { readonly window: 'day' | 'hour' | null },
): readonly MeterEventSummaryObject[] {
  if (span.from % MINUTE_S !== 0) throw unaligned('start_time');
  if (span.to % MINUTE_S !== 0) throw unaligned('end_time');
  const length = window === null ? span.to - span.from : window === 'day' ? DAY_S : HOUR_S;
  const parts: MeterEventSummaryObject[] = [];
  for (let from = span.from; from < span.to; from += length) {
    const to = Math.min(from + length, span.to);
    const events = countedOf(world, meter, { ...span, from, to });
    if (events.length > 0) parts.unshift(summary(meter, { from, to, value: aggregate(meter, events) }));
  }
  return parts;
}

function summary(
  meter: MeterObject,
  { from, to, value }: { readonly from: EpochSeconds; readonly to: EpochSeconds; readonly value: number },
): MeterEventSummaryObject {
  return {
    id: `mtrusg_test_${meter.id.slice(-8)}${from}`,
    object: 'billing.meter_event_summary',
    aggregated_value: value,
    end_time: to,
    livemode: false,
    meter: meter.id,
    start_time: from,
  };
}

function countedOf(world: StripeWorld, meter: MeterObject, span: UsageSpan): readonly KeptMeterEvent[] {
  return world.state.meterEvents.filter(
    ({ event, meterId, customerId, isCanceled, droppedBecause }) =>
      meterId === meter.id &&
      customerId === span.customerId &&
      !isCanceled &&
      droppedBecause === null &&
      event.timestamp >= span.from &&
      event.timestamp < span.to,
  );
}

function aggregate(meter: MeterObject, events: readonly KeptMeterEvent[]): number {
  switch (meter.default_aggregation.formula) {
    case 'count':
      return events.length;
    case 'sum':
      return events.reduce((sum, { value }) => sum + value, 0);
    case 'last':
      return (
        events.toSorted((left, right) => left.event.timestamp - right.event.timestamp).at(-1)?.value ?? 0
      );
  }
}

function unaligned(param: string): Error {
  return invalidRequest(`The ${param} must be aligned with minute boundaries.`, { param });
}
