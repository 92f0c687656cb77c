import type { VirtualClock } from './clock.js';
import type { IdSource } from './id-source.js';

/** What every vendor simulator is built from. */
export interface VendorContext {
  readonly clock: VirtualClock;
  readonly ids: IdSource;
  /** The simulator's own origin; known once its port is open, so it is asked for when a URL is built. */
  readonly origin: () => string;
}
