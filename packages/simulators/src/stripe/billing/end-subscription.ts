import { emit } from '../events/emit.js';
import { changeInvoice } from '../invoices/progress.js';
import { endSchedule } from '../subscription-schedules/change.js';
import { isScheduleLive } from '../subscription-schedules/object.js';
import {
  withoutPauseReason,
  type CancellationDetails,
  type SubscriptionObject,
} from '../subscriptions/object.js';
import { nowSeconds, type StripeWorld } from '../world.js';

/** Ends a subscription now: canceled, its unpaid invoices no longer collected by themselves, and what was used of it never invoiced. */
export function endSubscription(
  world: StripeWorld,
  before: SubscriptionObject,
  details: Partial<CancellationDetails>,
): SubscriptionObject {
  stopCollection(world, before.id);
  return markEnded(world, before, details);
}

/** Puts the end on record and tells of it. */
export function markEnded(
  world: StripeWorld,
  before: SubscriptionObject,
  details: Partial<CancellationDetails>,
): SubscriptionObject {
  const ended: SubscriptionObject = {
    ...withoutPauseReason(before),
    status: 'canceled',
    canceled_at: before.canceled_at ?? nowSeconds(world),
    cancellation_details: { ...before.cancellation_details, ...details },
    ended_at: nowSeconds(world),
  };
  world.state.subscriptions.set(ended.id, ended);
  world.state.pendingLines.delete(ended.id);
  endScheduleOf(world, ended);
  emit(world, { type: 'customer.subscription.deleted', object: ended });
  return ended;
}

/** A schedule has nothing left to do. */
function endScheduleOf(world: StripeWorld, ended: SubscriptionObject): void {
  const schedule = world.state.subscriptionSchedules.get(ended.schedule ?? '');
  if (schedule === undefined || !isScheduleLive(schedule)) return;
  const isDelinquent = ended.cancellation_details.reason === 'payment_failed';
  endSchedule(world, schedule, isDelinquent ? 'aborted' : 'canceled');
}

/** Collects nothing more of the invoices there are. */
export function stopCollection(world: StripeWorld, subscriptionId: string): void {
  for (const invoice of world.state.invoices.values()) {
    const isOfSubscription = invoice.parent.subscription_details.subscription === subscriptionId;
    const isUnpaid = invoice.status === 'draft' || invoice.status === 'open';
    if (!isOfSubscription || !isUnpaid || !invoice.auto_advance) continue;
    const change = { auto_advance: false, automatically_finalizes_at: null, next_payment_attempt: null };
    changeInvoice(world, invoice, change, 'invoice.updated');
  }
}
