import type { WebhookEndpointObject } from './object.js';

/** Whether an endpoint asked for this type of event and is on. */
export function wants(endpoint: WebhookEndpointObject, type: string): boolean {
  return (
    endpoint.status === 'enabled' && endpoint.enabled_events.some((name) => name === '*' || name === type)
  );
}
