/**
 * What Stripe says of meter events it took and then dropped: once a window, how many of which kind and a sample of each
 * (stripe 23.1.0, `V1BillingMeterErrorReportTriggeredEvent` and `V1BillingMeterNoMeterFoundEvent`, read 2026-11-21).
 */
import { emitThin } from '../events/emit-thin.js';
import type { RelatedObject } from '../events/thin-event.js';
import type { StripeWorld } from '../world.js';
import type { DropReason } from './object.js';

/** How long errors of a meter are gathered. Stripe publishes no length. */
export const ERROR_WINDOW_MS = 60_000;
const MAX_SAMPLES = 5;

/** Notes a dropped event of a meter; the report comes when the window closes. */
export function noteDropped(
  world: StripeWorld,
  meterId: string,
  dropped: { readonly code: DropReason; readonly identifier: string },
): void {
  const windows = world.state.meterErrorWindows;
  const open = windows.get(meterId);
  windows.set(meterId, [...(open ?? []), dropped]);
  if (open !== undefined) return;
  const from = world.clock.now();
  world.clock.schedule({
    dueAt: from + ERROR_WINDOW_MS,
    name: `meter errors ${meterId}`,
    run: () => {
      const errors = windows.get(meterId) ?? [];
      windows.delete(meterId);
      const related = { id: meterId, type: 'billing.meter', url: `/v1/billing/meters/${meterId}` };
      report(world, { type: 'v1.billing.meter.error_report_triggered', related, errors, from });
    },
  });
}

/** Says that events of a name no meter has were dropped: a sender of API v2 hears of them only so. */
export function reportNoMeter(world: StripeWorld, identifiers: readonly string[]): void {
  const errors = identifiers.map((identifier) => ({ code: 'no_meter' as const, identifier }));
  report(world, { type: 'v1.billing.meter.no_meter_found', related: null, errors, from: world.clock.now() });
}

interface Report {
  readonly type: string;
  readonly related: RelatedObject | null;
  readonly errors: readonly { readonly code: string; readonly identifier: string }[];
  readonly from: number;
}

function report(world: StripeWorld, { type, related, errors, from }: Report): void {
  const codes = [...new Set(errors.map(({ code }) => code))];
  emitThin(world, {
    type,
    related_object: related,
    data: {
      developer_message_summary: `There ${errors.length === 1 ? 'is 1 invalid event' : `are ${errors.length} invalid events`}`,
      reason: {
        error_count: errors.length,
        error_types: codes.map((code) =>
          errorType(
            code,
            errors.filter((error) => error.code === code),
          ),
        ),
      },
      validation_start: new Date(from).toISOString(),
      validation_end: new Date(world.clock.now()).toISOString(),
    },
  });
}

function errorType(code: string, errors: Report['errors']): object {
  return {
    code,
    error_count: errors.length,
    sample_errors: errors.slice(0, MAX_SAMPLES).map(({ identifier }) => ({
      error_message: `The meter event with the identifier ${identifier} was dropped: ${code}.`,
      request: { identifier },
    })),
  };
}
