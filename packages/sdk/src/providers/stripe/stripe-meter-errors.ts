/**
 * Meter errors come as thin events only: the notification names the meter, and the event, which API v2 keeps for 30 days, has codes and counts
 * (stripe 23.1.0, `V2.Core.Events`, read 2026-11). Samples in it name single reports and are left where they are.
 */
import Stripe from 'stripe';
import type { DroppedUsage, MeterErrorReport } from '../../billing/ports/meter-errors.js';
import { fieldsOf } from '../../kernel/fields.js';
import { callStripe } from './errors.js';

const NO_METER = 'v1.billing.meter.no_meter_found';

/** Reads what the verified notification tells of; null when the event or its meter is gone. Throws PROVIDER_UNAVAILABLE or PROVIDER_REFUSED. */
export async function readMeterErrors(stripe: Stripe, payload: unknown): Promise<MeterErrorReport | null> {
  return callStripe('read what a meter dropped', async () => {
    try {
      return await readReport(stripe, payload);
    } catch (error) {
      if (error instanceof Stripe.errors.StripeError && error.statusCode === 404) return null;
      throw error;
    }
  });
}

async function readReport(stripe: Stripe, payload: unknown): Promise<MeterErrorReport | null> {
  const { id, type, related_object: related } = fieldsOf(payload);
  const meterId = fieldsOf(related).id;
  if (typeof id !== 'string') return null;
  const { data } = fieldsOf(await stripe.v2.core.events.retrieve(id));
  const errors = errorsIn(data);
  if (type === NO_METER) return { eventName: null, errors };
  if (typeof meterId !== 'string') return null;
  const { event_name: eventName } = await stripe.billing.meters.retrieve(meterId);
  return { eventName, errors };
}

/** Read as loosely as it may come: a report of a shape nobody knows yet still says that something was dropped. */
function errorsIn(data: unknown): readonly DroppedUsage[] {
  const { error_types: types, error_count: all } = fieldsOf(fieldsOf(data).reason);
  const errors = (Array.isArray(types) ? (types as readonly unknown[]) : []).map(fieldsOf);
  if (errors.length === 0) return [{ code: 'unknown', count: countOf(all) }];
  return errors.map(({ code, error_count: count }) => ({
    code: typeof code === 'string' ? code : 'unknown',
    count: countOf(count),
  }));
}

/** A report is of one at least, whatever its count says. */
function countOf(count: unknown): number {
  return Math.max(1, Math.trunc(Number(count)) || 1);
}
