import { invalidRequest, resourceMissing } from '../api/failure.js';
import { newMetadata, type Metadata } from '../metadata.js';
import { nowSeconds, type StripeWorld } from '../world.js';
import type { WebhookEndpointObject } from './object.js';

/** What a new endpoint is created with. */
export interface NewWebhookEndpoint {
  readonly url: string;
  /** Names of events, or `*`. */
  readonly enabledEvents: readonly string[];
  readonly apiVersion?: string | null;
  readonly description?: string | null;
  readonly metadata?: Metadata | null;
}

/** An endpoint together with its signing secret, which is shown this once. */
export type NewlyCreatedEndpoint = WebhookEndpointObject & { readonly secret: string };

/** Creates an endpoint. */
export function createWebhookEndpoint(world: StripeWorld, given: NewWebhookEndpoint): NewlyCreatedEndpoint {
  requireEvents(given.enabledEvents);
  const endpoint: WebhookEndpointObject = {
    id: world.ids.next('we_1', 23),
    object: 'webhook_endpoint',
    api_version: given.apiVersion ?? null,
    application: null,
    created: nowSeconds(world),
    description: given.description ?? null,
    enabled_events: given.enabledEvents,
    livemode: false,
    metadata: newMetadata(given.metadata),
    status: 'enabled',
    url: given.url,
  };
  const secret = world.ids.next('whsec_', 32);
  world.state.webhookEndpoints.set(endpoint.id, endpoint);
  world.state.webhookSecrets.set(endpoint.id, [secret]);
  return { ...endpoint, secret };
}

/** The endpoint with this id; refuses a missing one. */
export function findWebhookEndpoint(world: StripeWorld, id: string): WebhookEndpointObject {
  const found = world.state.webhookEndpoints.get(id);
  if (found === undefined) throw resourceMissing({ noun: 'webhook endpoint', id });
  return found;
}

/**
 * Rolls the signing secret as the Dashboard does: until the old one is dropped, every delivery carries one signature per
 * secret.
 */
export function rollWebhookSecret(
  world: StripeWorld,
  id: string,
  options: { readonly keepOld: boolean },
): string {
  findWebhookEndpoint(world, id);
  const secret = world.ids.next('whsec_', 32);
  const old = world.state.webhookSecrets.get(id) ?? [];
  world.state.webhookSecrets.set(id, options.keepOld ? [secret, ...old] : [secret]);
  return secret;
}

/** Deletes an endpoint; what was still on its way to it is forgotten. */
export function removeWebhookEndpoint(world: StripeWorld, id: string): object {
  findWebhookEndpoint(world, id);
  world.state.webhookEndpoints.delete(id);
  world.state.webhookSecrets.delete(id);
  for (const delivery of world.state.deliveries.values()) {
    if (delivery.endpointId === id) world.state.deliveries.delete(delivery.id);
  }
  return { id, object: 'webhook_endpoint', deleted: true };
}

/** Refuses names that cannot be events. */
export function requireEvents(names: readonly string[]): void {
  const wrong = names.find((name) => name !== '*' && !/^[a-z0-9_]+(\.[a-z0-9_]+)+$/.test(name));
  if (names.length === 0 || wrong !== undefined) {
    throw invalidRequest(
      `Invalid enabled_events[]: must be '*' or the names of events${wrong ? `, got ${wrong}` : ''}`,
      {
        param: 'enabled_events',
      },
    );
  }
}
