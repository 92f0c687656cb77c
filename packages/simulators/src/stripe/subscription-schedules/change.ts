/** A schedule's changes of state. Each stores the schedule and says what happened; subscriptions follow elsewhere. */
import { invalidRequest, resourceMissing } from '../api/failure.js';
import { emit } from '../events/emit.js';
import { nowSeconds, type StripeWorld } from '../world.js';
import { isScheduleLive, type SubscriptionScheduleObject } from './object.js';

/** The schedule with this id; refuses a missing one. */
export function findSchedule(world: StripeWorld, id: string): SubscriptionScheduleObject {
  const found = world.state.subscriptionSchedules.get(id);
  if (found === undefined) throw resourceMissing({ noun: 'subscription schedule', id });
  return found;
}

/** The schedule, if it can still change something; refuses an ended one. */
export function requireLiveSchedule(world: StripeWorld, id: string): SubscriptionScheduleObject {
  const schedule = findSchedule(world, id);
  if (isScheduleLive(schedule)) return schedule;
  throw invalidRequest(
    `This subscription schedule is in the status \`${schedule.status}\`; only \`not_started\` and \`active\` ones can be changed.`,
  );
}

/** Puts a changed schedule in place and tells of it. */
export function changeSchedule(
  world: StripeWorld,
  before: SubscriptionScheduleObject,
  change: Partial<SubscriptionScheduleObject>,
): SubscriptionScheduleObject {
  const after: SubscriptionScheduleObject = { ...before, ...change };
  world.state.subscriptionSchedules.set(after.id, after);
  emit(world, { type: 'subscription_schedule.updated', object: after, before });
  return after;
}

/** How a schedule comes to its end; `aborted`: its subscription was lost for want of payment. */
export type ScheduleEnd = 'aborted' | 'canceled' | 'completed' | 'released';

/** Ends a schedule; nothing more will come of it. */
export function endSchedule(
  world: StripeWorld,
  before: SubscriptionScheduleObject,
  end: ScheduleEnd,
): SubscriptionScheduleObject {
  const now = nowSeconds(world);
  const ended: SubscriptionScheduleObject = { ...before, ...fieldsOf(before, end, now), current_phase: null };
  world.state.subscriptionSchedules.set(ended.id, ended);
  emit(world, { type: `subscription_schedule.${end}`, object: ended });
  return ended;
}

function fieldsOf(
  before: SubscriptionScheduleObject,
  end: ScheduleEnd,
  now: number,
): Partial<SubscriptionScheduleObject> {
  switch (end) {
    case 'released':
      return {
        status: 'released',
        released_at: now,
        released_subscription: before.subscription,
        subscription: null,
      };
    case 'completed':
      return { status: 'completed', completed_at: now };
    case 'aborted':
    case 'canceled':
      return { status: 'canceled', canceled_at: now };
  }
}
