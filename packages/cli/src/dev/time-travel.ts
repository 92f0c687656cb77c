import type { Simulators } from '../simulators/load-simulators.js';
import type { AppSupervisor } from './app-supervisor.js';
import { travelStops } from './travel-stops.js';
import type { VirtualTime } from './virtual-time.js';

/** Moves through virtual time with everything that happens on the way. */
export interface TimeTravel {
  /** The virtual instant, unix ms. */
  now(): number;
  /** Moves to an instant, stopping every day for the app's daily work; returns when both sides have come to rest. */
  advanceTo(atMs: number): Promise<void>;
  advanceBy(durationMs: number): Promise<void>;
  /** Returns when deliveries and the app's own work due now are done. */
  tick(): Promise<void>;
}

/** The time the app's process must show, for a clock at an instant. */
export function timeOf(clock: Simulators['clock'], nowMs = clock.now()): VirtualTime {
  return clock.mode === 'frozen'
    ? { mode: 'frozen', at: nowMs }
    : { mode: 'running', offsetMs: nowMs - Date.now() };
}

/** Travel for the app and its vendors together. */
export function createTimeTravel(travellers: {
  readonly simulators: Simulators;
  readonly supervisor: AppSupervisor;
  readonly dailyHour: () => number;
}): TimeTravel {
  const { simulators, supervisor, dailyHour } = travellers;
  const { clock } = simulators;
  /** What the app does may make the vendors deliver, and a delivery gives the app more to do: the second round ends it. */
  const tick = async (): Promise<void> => {
    for (let round = 0; round < 2; round += 1) {
      await simulators.settle();
      await supervisor.tick();
    }
  };
  const advanceTo = async (atMs: number): Promise<void> => {
    await tick();
    for (const stop of travelStops({ fromMs: clock.now(), toMs: atMs, dailyHour: dailyHour() })) {
      await clock.advanceTo(stop);
      await tick();
    }
  };
  return {
    now: () => clock.now(),
    advanceTo,
    advanceBy: (durationMs) => advanceTo(clock.now() + durationMs),
    tick,
  };
}
