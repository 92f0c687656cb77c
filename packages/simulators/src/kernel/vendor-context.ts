import type { VirtualClock } from './clock.js';
import type { Deliver } from './deliver.js';
import type { FaultPlan } from './faults/fault-plan.js';
import type { IdSource } from './id-source.js';

/** What every vendor simulator is built from. */
export interface VendorContext {
  readonly clock: VirtualClock;
  readonly ids: IdSource;
  /** The simulator's own origin; known once its port is open, so it is asked for when a URL is built. */
  readonly origin: () => string;
  /** How requests reach the app. */
  readonly deliver: Deliver;
  /** What goes wrong on the way, in both directions. */
  readonly faults: FaultPlan;
}
