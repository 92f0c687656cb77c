/** Where notifications of API v2 are sent (stripe 23.1.0, `V2.Core.EventDestination`, read 2026-11-21). */
export interface EventDestinationObject {
  readonly id: string;
  readonly object: 'v2.core.event_destination';
  readonly created: string;
  readonly description: string;
  readonly enabled_events: readonly string[];
  readonly event_payload: 'thin';
  readonly events_from: readonly ['self'];
  readonly livemode: false;
  readonly name: string;
  readonly snapshot_api_version: null;
  readonly status: 'disabled' | 'enabled';
  readonly status_details: null;
  readonly type: 'webhook_endpoint';
  readonly updated: string;
  /** Each part is in an answer only when it is asked for; the secret in that to the creation only. */
  readonly webhook_endpoint: { readonly url?: string; readonly signing_secret?: string } | null;
}

/** A destination as it is kept: with its address, which answers leave out unless it is asked for. */
export type KeptEventDestination = EventDestinationObject & {
  readonly webhook_endpoint: { readonly url: string };
};
