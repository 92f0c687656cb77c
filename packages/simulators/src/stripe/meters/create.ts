import { invalidRequest, resourceMissing } from '../api/failure.js';
import { emit } from '../events/emit.js';
import { nowSeconds, type StripeWorld } from '../world.js';
import type { MeterFormula, MeterObject } from './object.js';

/** What a new meter is created with. */
export interface NewMeter {
  readonly displayName: string;
  readonly eventName: string;
  readonly formula: MeterFormula;
  /** Default `stripe_customer_id`. */
  readonly customerKey?: string | undefined;
  /** Default `value`. */
  readonly valueKey?: string | undefined;
  readonly timeWindow?: MeterObject['event_time_window'] | undefined;
}

/** Creates a meter and says so; an event name that an active meter has is refused. */
export function createMeter(world: StripeWorld, given: NewMeter): MeterObject {
  if (activeMeterOf(world, given.eventName) !== undefined) {
    throw invalidRequest(`An active meter with event name ${given.eventName} already exists.`, {
      param: 'event_name',
    });
  }
  const now = nowSeconds(world);
  const meter: MeterObject = {
    id: world.ids.next('mtr_test_', 23),
    object: 'billing.meter',
    created: now,
    customer_mapping: { event_payload_key: given.customerKey ?? 'stripe_customer_id', type: 'by_id' },
    default_aggregation: { formula: given.formula },
    display_name: given.displayName,
    event_name: given.eventName,
    event_time_window: given.timeWindow ?? null,
    livemode: false,
    status: 'active',
    status_transitions: { deactivated_at: null },
    updated: now,
    value_settings: { event_payload_key: given.valueKey ?? 'value' },
  };
  world.state.meters.set(meter.id, meter);
  emit(world, { type: 'billing.meter.created', object: meter });
  return meter;
}

/** The meter with this id; refuses a missing one. */
export function findMeter(world: StripeWorld, id: string, param?: string): MeterObject {
  const found = world.state.meters.get(id);
  if (found === undefined)
    throw resourceMissing({ noun: 'billing meter', id, ...(param === undefined ? {} : { param }) });
  return found;
}

/** The meter that takes events of the name now. */
export function activeMeterOf(world: StripeWorld, eventName: string): MeterObject | undefined {
  return [...world.state.meters.values()].find(
    (meter) => meter.status === 'active' && meter.event_name === eventName,
  );
}

/** Switches a meter off or on: off, it takes no events. */
export function switchMeter(
  world: StripeWorld,
  before: MeterObject,
  status: MeterObject['status'],
): MeterObject {
  const now = nowSeconds(world);
  const after: MeterObject = {
    ...before,
    status,
    status_transitions: { deactivated_at: status === 'inactive' ? now : null },
    updated: now,
  };
  world.state.meters.set(after.id, after);
  const type = status === 'inactive' ? 'billing.meter.deactivated' : 'billing.meter.reactivated';
  emit(world, { type, object: after, before });
  return after;
}
