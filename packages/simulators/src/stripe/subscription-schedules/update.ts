import { invalidRequest } from '../api/failure.js';
import { planTurns } from '../billing/turn.js';
import type { EpochSeconds } from '../epoch.js';
import { mergeMetadata, type Metadata } from '../metadata.js';
import type { ProrationBehavior } from '../portal-configurations/object.js';
import { changeSubscription } from '../subscriptions/change.js';
import { nowSeconds, type StripeWorld } from '../world.js';
import { enterPhase } from './advance.js';
import { changeSchedule, requireLiveSchedule } from './change.js';
import type { SchedulePhase, SubscriptionScheduleObject } from './object.js';
import { readPhases, type PhaseGiven } from './phases.js';

/** What a request changes of a schedule. */
export interface ScheduleChange {
  readonly phases?: readonly PhaseGiven[];
  readonly end_behavior?: SubscriptionScheduleObject['end_behavior'];
  readonly metadata?: Metadata | null;
  readonly proration_behavior?: ProrationBehavior;
}

/** Changes a living schedule. New phases replace the old ones, the running one included, whose start stays. */
export function updateSchedule(
  world: StripeWorld,
  id: string,
  change: ScheduleChange,
): SubscriptionScheduleObject {
  const before = requireLiveSchedule(world, id);
  const phases =
    change.phases === undefined
      ? before.phases
      : readPhases(world, change.phases, startOf(before, change.phases));
  const running = runningPhase(world, before, phases);
  const after = changeSchedule(world, before, {
    end_behavior: change.end_behavior ?? before.end_behavior,
    metadata: mergeMetadata(before.metadata, change.metadata),
    phases,
    current_phase:
      running === undefined ? null : { start_date: running.start_date, end_date: running.end_date },
  });
  if (running !== undefined) followSchedule(world, after, { running, change });
  return world.state.subscriptionSchedules.get(id) ?? after;
}

/** The first phase must begin where the schedule did: what has been cannot be changed. */
function startOf(before: SubscriptionScheduleObject, given: readonly PhaseGiven[]): EpochSeconds {
  const start = before.phases[0]?.start_date ?? 0;
  const asked = given[0]?.start_date;
  const isKnown = asked === undefined || before.phases.some((phase) => phase.start_date === asked);
  if (!isKnown && before.status === 'active') {
    throw invalidRequest('You can not modify the start date of the current phase.', {
      param: 'phases[0][start_date]',
    });
  }
  return typeof asked === 'number' ? asked : start;
}

function runningPhase(
  world: StripeWorld,
  before: SubscriptionScheduleObject,
  phases: readonly SchedulePhase[],
): SchedulePhase | undefined {
  if (before.status !== 'active') return undefined;
  const now = nowSeconds(world);
  const running = phases.find((phase) => phase.start_date <= now && now < phase.end_date);
  if (running !== undefined) return running;
  throw invalidRequest('The schedule must contain the current phase.', { param: 'phases' });
}

/** The subscription takes on what the running phase now says, and the end the schedule now has. */
function followSchedule(
  world: StripeWorld,
  schedule: SubscriptionScheduleObject,
  by: { readonly running: SchedulePhase; readonly change: ScheduleChange },
): void {
  const subscription = world.state.subscriptions.get(schedule.subscription ?? '');
  if (subscription === undefined) return;
  const { running, change } = by;
  const wanted = JSON.stringify(running.items.map((item) => [item.price, item.quantity]));
  const billed = JSON.stringify(subscription.items.data.map((item) => [item.price.id, item.quantity]));
  const phase = { ...running, proration_behavior: change.proration_behavior ?? running.proration_behavior };
  const swapped = wanted === billed ? subscription : enterPhase(world, subscription, { schedule, phase });
  const endsAt = schedule.phases.at(-1)?.end_date ?? null;
  const cancelAt = schedule.end_behavior === 'cancel' ? endsAt : null;
  const isSame = swapped.cancel_at === cancelAt;
  const canceledAt = cancelAt === null ? null : (swapped.canceled_at ?? nowSeconds(world));
  planTurns(
    world,
    isSame ? swapped : changeSubscription(world, swapped, { cancel_at: cancelAt, canceled_at: canceledAt }),
  );
}
