import type { CallOutcome } from './call-outcome.js';

/** One action or tool run from a record page. */
export interface SurfaceRun {
  readonly id: string;
  readonly kind: 'action' | 'tool';
  readonly name: string;
  readonly label: string;
  readonly portalId: number;
  readonly recordId: string;
  readonly ranAt: number;
  readonly outcome: CallOutcome;
}

/** Runs kept; older ones are forgotten. */
const MAX_RUNS = 200;

/** Remembers a run as the newest. */
export function rememberRun(runs: SurfaceRun[], run: SurfaceRun): void {
  runs.unshift(run);
  runs.length = Math.min(runs.length, MAX_RUNS);
}
