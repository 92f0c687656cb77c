/** What a schedule does to its subscription when a phase ends: the next phase begins, or the schedule is over. */
import { changeItems } from '../billing/change-items.js';
import { endWithInvoice } from '../billing/end-with-invoice.js';
import { endTrial } from '../billing/end-trial.js';
import { billNextPeriod } from '../billing/renew.js';
import type { EpochSeconds } from '../epoch.js';
import { changeSubscription } from '../subscriptions/change.js';
import { isEnded, periodEndOf, type SubscriptionObject } from '../subscriptions/object.js';
import type { StripeWorld } from '../world.js';
import { changeSchedule, endSchedule } from './change.js';
import type { SchedulePhase, SubscriptionScheduleObject } from './object.js';
import { itemsOfPhase } from './phases.js';

/** The living schedule of a subscription. */
export function scheduleOf(
  world: StripeWorld,
  subscription: SubscriptionObject,
): SubscriptionScheduleObject | undefined {
  return world.state.subscriptionSchedules.get(subscription.schedule ?? '');
}

/** Whether a phase of the subscription's schedule ends at this instant. */
export function isPhaseEnd(world: StripeWorld, subscription: SubscriptionObject, at: EpochSeconds): boolean {
  return scheduleOf(world, subscription)?.current_phase?.end_date === at;
}

/**
 * Goes on to the next phase. Where the billing period ends at the same instant, the renewal is billed at the new prices;
 * in the middle of a period the change is prorated as the phase says.
 */
export function advancePhase(
  world: StripeWorld,
  subscription: SubscriptionObject,
  at: EpochSeconds,
): SubscriptionObject {
  const schedule = scheduleOf(world, subscription);
  if (schedule === undefined) return subscription;
  const next = schedule.phases.find((phase) => phase.start_date === at);
  if (next !== undefined) return enterPhase(world, subscription, { schedule, phase: next });
  if (schedule.end_behavior === 'cancel') {
    endSchedule(world, schedule, 'completed');
    return endWithInvoice(world, { ...subscription, schedule: null }, {});
  }
  return detachSchedule(world, subscription, schedule);
}

/** Lets a subscription go from its schedule, as it is. */
export function detachSchedule(
  world: StripeWorld,
  subscription: SubscriptionObject,
  schedule: SubscriptionScheduleObject,
  options: { readonly keepsCancelDate?: boolean } = {},
): SubscriptionObject {
  endSchedule(world, schedule, 'released');
  const isCancelDateOfSchedule = schedule.end_behavior === 'cancel' && options.keepsCancelDate !== true;
  if (isEnded(subscription)) return subscription;
  return changeSubscription(world, subscription, {
    schedule: null,
    ...(isCancelDateOfSchedule ? { cancel_at: null, canceled_at: null } : {}),
  });
}

/** Puts the prices of a phase on the subscription. */
export function enterPhase(
  world: StripeWorld,
  subscription: SubscriptionObject,
  to: { readonly schedule: SubscriptionScheduleObject; readonly phase: SchedulePhase },
): SubscriptionObject {
  const { schedule, phase } = to;
  const { start_date, end_date } = phase;
  changeSchedule(world, schedule, { current_phase: { start_date, end_date } });
  const data = itemsOfPhase(world, subscription, phase);
  const items = { ...subscription.items, data };
  const isPeriodEnd = periodEndOf(subscription) === start_date;
  if (subscription.status === 'trialing' && isPeriodEnd) {
    return endTrial(world, changeSubscription(world, subscription, { items }), { isEarly: false });
  }
  if (isPeriodEnd && subscription.status !== 'paused' && subscription.status !== 'incomplete') {
    const anchor = isSameInterval(subscription, data) ? {} : { billing_cycle_anchor: start_date };
    return billNextPeriod(world, subscription, { start: start_date, change: { items, ...anchor } });
  }
  return changeItems(world, subscription, {
    items: data,
    prorationBehavior: phase.proration_behavior,
    prorationDate: undefined,
    paymentBehavior: 'allow_incomplete',
    isAnchorReset: false,
    also: {},
  });
}

function isSameInterval(
  subscription: SubscriptionObject,
  items: SubscriptionObject['items']['data'],
): boolean {
  const [old, renewed] = [subscription.items.data[0]?.price.recurring, items[0]?.price.recurring];
  return old?.interval === renewed?.interval && old?.interval_count === renewed?.interval_count;
}
