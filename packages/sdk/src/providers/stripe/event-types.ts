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
