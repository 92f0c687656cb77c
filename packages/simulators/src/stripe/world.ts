import type { VendorContext } from '../kernel/vendor-context.js';
import { toEpochSeconds, toMilliseconds, type EpochSeconds } from './epoch.js';
import { defaultSettings, type StripeSettings } from './settings.js';
import { createStripeState, type StripeState } from './state.js';
import type { Timeline } from './test-clocks/timeline.js';
import { createDeliveryGate, type DeliveryGate } from './webhook-endpoints/delivery-gate.js';

/** The API request being answered, which events name as their cause. */
export interface RequestStamp {
  readonly id: string | null;
  readonly idempotency_key: string | null;
}

/** Everything an operation of the simulated Stripe works with. */
export interface StripeWorld extends VendorContext {
  readonly state: StripeState;
  readonly settings: StripeSettings;
  readonly gate: DeliveryGate;
  /** Set while an API request is answered; what happens by itself has no request. */
  request: RequestStamp;
  /** Set while an operation concerns a customer on a test clock: it then lives by that clock. */
  timeline: Timeline | undefined;
}

/** The stamp of what happens by itself. */
export const NO_REQUEST: RequestStamp = { id: null, idempotency_key: null };

/** A new, empty account. */
export function createStripeWorld(context: VendorContext): StripeWorld {
  return {
    ...context,
    state: createStripeState(),
    settings: defaultSettings(),
    gate: createDeliveryGate(),
    request: NO_REQUEST,
    timeline: undefined,
  };
}

/** The virtual instant an operation lives at, in Stripe's whole seconds. */
export function nowSeconds(world: StripeWorld): EpochSeconds {
  return world.timeline?.nowAt ?? toEpochSeconds(world.clock.now());
}

/** Plans work at a virtual second of the time the planning operation lives by. */
export function planAt(
  world: StripeWorld,
  work: { readonly at: EpochSeconds; readonly name: string; readonly run: () => void },
): void {
  const job = { dueAt: toMilliseconds(work.at), name: work.name, run: work.run };
  const { timeline } = world;
  if (timeline === undefined) {
    world.clock.schedule(job);
    return;
  }
  timeline.queue.add(job);
  if (work.at > timeline.nowAt || timeline.isRunning) return;
  const run = (): void => runTimeline(world, timeline, timeline.nowAt);
  world.clock.schedule({ ...job, dueAt: world.clock.now(), run });
}

/** Does synchronous work at the time of a test clock; undefined means the account's own time. */
export function onTimeline<T>(world: StripeWorld, timeline: Timeline | undefined, work: () => T): T {
  const outer = world.timeline;
  world.timeline = timeline;
  try {
    return work();
  } finally {
    world.timeline = outer;
  }
}

/** Runs what is due on a test clock up to an instant, each job at its own, and leaves the clock there. */
export function runTimeline(world: StripeWorld, timeline: Timeline, until: EpochSeconds): void {
  if (timeline.isRunning) return;
  timeline.isRunning = true;
  try {
    for (;;) {
      const job = timeline.queue.takeDue(toMilliseconds(until));
      if (job === undefined) break;
      timeline.nowAt = Math.max(timeline.nowAt, toEpochSeconds(job.dueAt));
      onTimeline(world, timeline, () => void job.run());
    }
    timeline.nowAt = until;
  } finally {
    timeline.isRunning = false;
  }
}
