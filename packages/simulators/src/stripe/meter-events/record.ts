/**
 * Taking meter events. An identifier is known for at least a day; the refusal of a known one is in the words that integrations report
 * (langfuse/langfuse pull request 16292, read 2026-11). Times may lie 35 days back and five minutes ahead (SDK, read 2026-11-20).
 */
import { invalidRequest } from '../api/failure.js';
import { DAY_S, type EpochSeconds } from '../epoch.js';
import { activeMeterOf } from '../meters/create.js';
import type { MeterObject } from '../meters/object.js';
import { nowSeconds, type StripeWorld } from '../world.js';
import type { DropReason, KeptMeterEvent, MeterEventAdjustmentObject, MeterEventObject } from './object.js';
import { noteDropped } from './report-errors.js';

/** How long an identifier is known, and how long an event can be canceled. */
export const IDENTIFIER_LIFE_S = DAY_S;
const OLDEST_S = 35 * DAY_S;
const MOST_AHEAD_S = 5 * 60;

/** An event as it is sent. */
export interface NewMeterEvent {
  readonly eventName: string;
  readonly payload: Readonly<Record<string, string>>;
  /** Default: one is made. */
  readonly identifier?: string | undefined;
  /** Default: now. */
  readonly timestamp?: EpochSeconds | undefined;
}

/** Takes an event; refuses a known identifier, a time out of reach and a name that no active meter has. */
export function recordMeterEvent(world: StripeWorld, given: NewMeterEvent): MeterEventObject {
  const meter = activeMeterOf(world, given.eventName);
  if (meter === undefined) {
    throw invalidRequest(`No active meter found for event name ${given.eventName}.`, { param: 'event_name' });
  }
  const now = nowSeconds(world);
  const identifier = given.identifier ?? world.ids.next('mev_');
  refuseKnown(world, identifier, now);
  const event: MeterEventObject = {
    object: 'billing.meter_event',
    created: now,
    event_name: given.eventName,
    identifier,
    livemode: false,
    payload: given.payload,
    timestamp: withinReach(given.timestamp ?? now, now),
  };
  const kept = keptOf(world, meter, event);
  world.state.meterEvents.push(kept);
  if (kept.droppedBecause !== null) noteDropped(world, meter.id, { code: kept.droppedBecause, identifier });
  return event;
}

/** Cancels one event of the last day; it then counts no more. */
export function cancelMeterEvent(
  world: StripeWorld,
  { eventName, identifier }: { readonly eventName: string; readonly identifier: string },
): MeterEventAdjustmentObject {
  const events = world.state.meterEvents;
  const place = events.findIndex(
    ({ event }) =>
      event.identifier === identifier && event.event_name === eventName && isRecent(event, nowSeconds(world)),
  );
  const found = events[place];
  if (found === undefined) {
    throw invalidRequest(`No meter event of the last 24 hours has the identifier ${identifier}.`, {
      param: 'cancel[identifier]',
    });
  }
  events[place] = { ...found, isCanceled: true };
  return {
    object: 'billing.meter_event_adjustment',
    cancel: { identifier },
    event_name: eventName,
    livemode: false,
    status: 'complete',
    type: 'cancel',
  };
}

function keptOf(world: StripeWorld, meter: MeterObject, event: MeterEventObject): KeptMeterEvent {
  const customerId = event.payload[meter.customer_mapping.event_payload_key] ?? '';
  const text = event.payload[meter.value_settings.event_payload_key] ?? '1';
  const value = Number(text);
  const droppedBecause = dropReason(world, customerId, text);
  return { event, meterId: meter.id, customerId, value, isCanceled: false, droppedBecause };
}

function dropReason(world: StripeWorld, customerId: string, value: string): DropReason | null {
  if (customerId === '') return 'meter_event_no_customer_defined';
  if (!world.state.customers.has(customerId)) return 'meter_event_customer_not_found';
  return value.trim() !== '' && Number.isFinite(Number(value)) ? null : 'meter_event_invalid_value';
}

function refuseKnown(world: StripeWorld, identifier: string, now: EpochSeconds): void {
  const isKnown = world.state.meterEvents.some(
    ({ event }) => event.identifier === identifier && isRecent(event, now),
  );
  if (isKnown)
    throw invalidRequest(`An event already exists with identifier ${identifier}.`, { param: 'identifier' });
}

function isRecent(event: MeterEventObject, now: EpochSeconds): boolean {
  return now - event.created < IDENTIFIER_LIFE_S;
}

function withinReach(timestamp: EpochSeconds, now: EpochSeconds): EpochSeconds {
  if (timestamp >= now - OLDEST_S && timestamp <= now + MOST_AHEAD_S) return timestamp;
  throw invalidRequest(
    'The timestamp must be within the past 35 calendar days or up to 5 minutes in the future.',
    { param: 'timestamp' },
  );
}
