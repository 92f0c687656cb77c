import type { EpochSeconds } from '../epoch.js';
import type { Metadata } from '../metadata.js';

/** A webhook endpoint; its `secret` is shown only in the answer to its creation. */
export interface WebhookEndpointObject {
  readonly id: string;
  readonly object: 'webhook_endpoint';
  readonly api_version: string | null;
  readonly application: null;
  readonly created: EpochSeconds;
  readonly description: string | null;
  readonly enabled_events: readonly string[];
  readonly livemode: false;
  readonly metadata: Metadata;
  readonly status: 'disabled' | 'enabled';
  readonly url: string;
}
