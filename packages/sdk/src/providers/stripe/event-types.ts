/**
 * The events from which billing state can follow; an endpoint needs no others. Each only wakes an
 * observation, so a type too many costs a read and a type missing costs time until the next one. Names:
 * docs.stripe.com/api/events/types, API 2026-10-28.endive.
 */

/** Event types a webhook endpoint must be subscribed to. */
export const BILLING_EVENT_TYPES = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
  'customer.deleted',
  'customer.updated',
  'customer.subscription.created',
  'customer.subscription.updated',
  'customer.subscription.deleted',
  'customer.subscription.paused',
  'customer.subscription.resumed',
  'customer.subscription.pending_update_applied',
  'customer.subscription.pending_update_expired',
  'customer.subscription.trial_will_end',
  'invoice.paid',
  'invoice.payment_failed',
  'invoice.payment_action_required',
  'invoice.finalization_failed',
  'invoice.updated',
  'invoice.voided',
  'invoice.marked_uncollectible',
  'invoice.upcoming',
  'payment_method.attached',
  'payment_method.detached',
  'payment_method.automatically_updated',
  'payment_method.updated',
  'subscription_schedule.created',
  'subscription_schedule.updated',
  'subscription_schedule.released',
  'subscription_schedule.canceled',
  'subscription_schedule.aborted',
  'subscription_schedule.completed',
  'subscription_schedule.expiring',
  'charge.refunded',
  'charge.dispute.created',
  'charge.dispute.closed',
  'radar.early_fraud_warning.created',
] as const;

/** Event types of a thin event destination: what meters took and then dropped. Only thin events tell of it (stripe 23.1.0, read 2026-11). */
export const METER_ERROR_EVENT_TYPES = [
  'v1.billing.meter.error_report_triggered',
  'v1.billing.meter.no_meter_found',
] as const;

/** Whether the event tells of usage a meter dropped. */
export function isMeterErrorEventType(type: string): boolean {
  return METER_ERROR_EVENT_TYPES.some((known) => known === type);
}

/** Tells of every refund, in part or in full. */
export const REFUND_EVENT_TYPE = 'charge.refunded';
const DISPUTE_TYPES: readonly string[] = ['charge.dispute.created', 'charge.dispute.closed'];

/** Whether the event, snapshot or thin (`v1.` in front), tells of a refund or dispute. */
export function isReversalEventType(type: string): boolean {
  const snapshot = type.replace(/^v1\./, '');
  return snapshot === REFUND_EVENT_TYPE || DISPUTE_TYPES.includes(snapshot);
}

const BILLING_TYPES: ReadonlySet<string> = new Set(BILLING_EVENT_TYPES);
/**
 * Thin notifications split `customer.subscription.updated` into many; all of them concern the subscription.
 */
const THIN_SUBSCRIPTION_TYPE = /^v1\.customer\.subscription\.\w+$/;

/**
 * Whether billing state can follow from the type, snapshot or thin (`v1.` in front). Unknown types cannot.
 */
export function isBillingEventType(type: string): boolean {
  return BILLING_TYPES.has(type.replace(/^v1\./, '')) || THIN_SUBSCRIPTION_TYPE.test(type);
}
