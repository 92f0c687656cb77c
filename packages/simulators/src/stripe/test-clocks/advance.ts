/**
 * Moving a test clock. As at Stripe the request only begins it: the clock is `advancing` until the work is done, and what
 * happens on the way happens at its own instant, in order.
 */
import { invalidRequest } from '../api/failure.js';
import { addPeriods } from '../billing/period.js';
import { DAY_S, toMilliseconds, type EpochSeconds } from '../epoch.js';
import { emit } from '../events/emit.js';
import { isEnded } from '../subscriptions/object.js';
import { onTimeline, runTimeline, type StripeWorld } from '../world.js';
import type { TestClockObject } from './object.js';

/** Farthest advance of a clock without subscriptions: two years (stripe 23.1.0). */
const MAX_ADVANCE_S = 730 * DAY_S;

/** Begins an advance; refuses a step back, one too far, and a clock that is busy. */
export function beginAdvance(
  world: StripeWorld,
  before: TestClockObject,
  target: EpochSeconds,
): TestClockObject {
  if (before.status !== 'ready') {
    throw invalidRequest(`Test clock advancement underway or failed: the clock is \`${before.status}\`.`, {
      code: 'test_clock_not_ready',
    });
  }
  if (target <= before.frozen_time) {
    throw invalidRequest('A test clock can only be advanced to a later time.', { param: 'frozen_time' });
  }
  if (target > farthest(world, before)) {
    throw invalidRequest(
      'You cannot advance the clock that far: at most two intervals of the shortest subscription, or two years without one.',
      { param: 'frozen_time' },
    );
  }
  const advancing = change(world, before, {
    status: 'advancing',
    status_details: { advancing: { target_frozen_time: target } },
  });
  world.clock.schedule({
    dueAt: world.clock.now(),
    name: `test_clock.advance ${before.id}`,
    run: () => finishAdvance(world, advancing, target),
  });
  return advancing;
}

function finishAdvance(world: StripeWorld, advancing: TestClockObject, target: EpochSeconds): void {
  const timeline = world.state.timelines.get(advancing.id);
  if (timeline === undefined) return;
  try {
    runTimeline(world, timeline, target);
  } catch (error) {
    change(world, advancing, { status: 'internal_failure', status_details: {} });
    throw error;
  }
  change(world, advancing, { status: 'ready', status_details: {}, frozen_time: target });
}

function change(
  world: StripeWorld,
  before: TestClockObject,
  fields: Partial<TestClockObject>,
): TestClockObject {
  const after: TestClockObject = { ...before, ...fields };
  world.state.testClocks.set(after.id, after);
  const say = (): unknown => emit(world, { type: `test_helpers.test_clock.${after.status}`, object: after });
  onTimeline(world, world.state.timelines.get(after.id), say);
  return after;
}

function farthest(world: StripeWorld, clock: TestClockObject): EpochSeconds {
  const limits = [...world.state.subscriptions.values()]
    .filter((subscription) => subscription.test_clock === clock.id && !isEnded(subscription))
    .flatMap((subscription) => subscription.items.data)
    .map((item) => addPeriods(clock.frozen_time, item.price.recurring, 2));
  return limits.length === 0 ? clock.frozen_time + MAX_ADVANCE_S : Math.min(...limits);
}

/** When a clock stands, in unix ms; null for the account's own time. */
export function frozenAtMs(world: StripeWorld, clockId: string | null): number | null {
  const timeline = world.state.timelines.get(clockId ?? '');
  return timeline === undefined ? null : toMilliseconds(timeline.nowAt);
}
