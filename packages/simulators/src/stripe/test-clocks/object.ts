import type { EpochSeconds } from '../epoch.js';

/** A clock of its own for some customers: their time stands still until it is advanced. */
export interface TestClockObject {
  readonly id: string;
  readonly object: 'test_helpers.test_clock';
  readonly created: EpochSeconds;
  readonly deletes_after: EpochSeconds;
  readonly frozen_time: EpochSeconds;
  readonly livemode: false;
  readonly name: string | null;
  readonly status: 'advancing' | 'internal_failure' | 'ready';
  readonly status_details: { readonly advancing?: { readonly target_frozen_time: EpochSeconds } };
}
