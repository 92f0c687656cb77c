import type { EpochSeconds } from '../epoch.js';

/** The API version every object is rendered in: the one the stripe 23.1.0 SDK pins. */
export const API_VERSION = '2026-10-28.endive';

/** Something that happened, with the object as it was then. */
export interface EventObject {
  readonly id: string;
  readonly object: 'event';
  readonly api_version: string;
  readonly created: EpochSeconds;
  readonly data: {
    readonly object: unknown;
    readonly previous_attributes?: Readonly<Record<string, unknown>>;
  };
  readonly livemode: false;
  readonly pending_webhooks: number;
  readonly request: { readonly id: string | null; readonly idempotency_key: string | null };
  readonly type: string;
}
