import type { EpochSeconds } from '../epoch.js';

/** Where a delivery stands. `dropped` was lost on purpose; `failed` used up its retries. */
export type DeliveryStatus = 'delivered' | 'dropped' | 'failed' | 'held' | 'waiting';

/** One try to deliver an event. */
export interface DeliveryAttempt {
  readonly at: EpochSeconds;
  /** HTTP status, or 0 when no answer came. */
  readonly status: number;
  readonly error: string | null;
}

/** Where events are sent: a webhook endpoint, or a destination of API v2. */
export interface DeliveryTarget {
  readonly id: string;
  readonly url: string;
  /** In which snapshots are rendered; null: the account's. */
  readonly api_version: string | null;
}

/** One event on its way to one endpoint. */
export interface Delivery {
  readonly id: string;
  readonly eventId: string;
  readonly endpointId: string;
  readonly status: DeliveryStatus;
  readonly attempts: readonly DeliveryAttempt[];
  readonly nextAttemptAt: EpochSeconds | null;
}
