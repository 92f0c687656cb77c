/**
 * A plan change that waits for the end of the period, as `schedule_at_period_end` asks for: the portal attaches a schedule to
 * the subscription, and only a schedule it made itself may it take back.
 */
import { invalidRequest } from '../api/failure.js';
import type { PortalFeatures } from '../portal-configurations/object.js';
import { findPrice } from '../prices/create.js';
import { isRecurring, type PriceObject } from '../prices/object.js';
import { scheduleOf } from '../subscription-schedules/advance.js';
import { endSchedule } from '../subscription-schedules/change.js';
import { scheduleFrom } from '../subscription-schedules/create.js';
import { updateSchedule } from '../subscription-schedules/update.js';
import { changeSubscription, findSubscription } from '../subscriptions/change.js';
import type { SubscriptionItemObject, SubscriptionObject } from '../subscriptions/object.js';
import type { StripeWorld } from '../world.js';

/** What a customer chose. */
export interface PlanChoice {
  readonly item: SubscriptionItemObject;
  readonly priceId: string;
  readonly quantity: number;
}

/** Whether the configuration wants this change only when the period ends; a trial has nothing paid to wait for. */
export function waitsForPeriodEnd(
  world: StripeWorld,
  update: PortalFeatures['subscription_update'],
  choice: PlanChoice & { readonly status: SubscriptionObject['status'] },
): boolean {
  if (choice.status === 'trialing') return false;
  const price = findPrice(world, choice.priceId, 'price');
  return update.schedule_at_period_end.conditions.some(({ type }) => {
    switch (type) {
      case 'decreasing_item_amount':
        return price.unit_amount * choice.quantity < choice.item.price.unit_amount * choice.item.quantity;
      case 'shortening_interval':
        return daysOf(price) < daysOf(choice.item.price);
    }
  });
}

/** Lets the new price begin when the running period ends. */
export function scheduleChange(
  world: StripeWorld,
  subscription: SubscriptionObject,
  { priceId, quantity }: PlanChoice,
): SubscriptionObject {
  const schedule = scheduleFrom(world, subscription);
  world.state.portalSchedules.add(schedule.id);
  const [running] = schedule.phases;
  if (running === undefined) throw new Error(`Schedule ${schedule.id} has no phase.`);
  const { start_date, end_date, items } = running;
  const now = items.map((item) => ({ price: item.price, quantity: item.quantity }));
  updateSchedule(world, schedule.id, {
    phases: [
      { start_date, end_date, items: now },
      { items: [{ price: priceId, quantity }], proration_behavior: 'none' },
    ],
  });
  return world.state.subscriptions.get(subscription.id) ?? subscription;
}

/**
 * Does `work` on the subscription as if no change were scheduled, and takes the scheduled one back when that succeeded: a
 * refused change leaves everything as it was. Refuses where the app attached a schedule of its own.
 */
export function replacingScheduledChange(
  world: StripeWorld,
  subscription: SubscriptionObject,
  work: (free: SubscriptionObject) => SubscriptionObject,
): SubscriptionObject {
  const schedule = scheduleOf(world, subscription);
  if (schedule === undefined) return work(subscription);
  if (!world.state.portalSchedules.has(schedule.id)) {
    throw invalidRequest('This subscription is managed by a schedule and cannot be changed here.');
  }
  const { id } = work({ ...subscription, schedule: null });
  endSchedule(world, schedule, 'released');
  const after = findSubscription(world, id);
  return after.schedule === schedule.id ? changeSubscription(world, after, { schedule: null }) : after;
}

/** The price that waits for the period's end, if any. */
export function scheduledPriceId(world: StripeWorld, subscription: SubscriptionObject): string | undefined {
  const schedule = scheduleOf(world, subscription);
  const next = schedule?.phases.find((phase) => phase.start_date === schedule.current_phase?.end_date);
  return next?.items[0]?.price;
}

const DAYS = { day: 1, week: 7, month: 30, year: 365 } as const;

function daysOf(price: PriceObject): number {
  return isRecurring(price) ? DAYS[price.recurring.interval] * price.recurring.interval_count : 0;
}
