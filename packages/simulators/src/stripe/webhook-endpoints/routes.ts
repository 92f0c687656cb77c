import { newestFirst, pageOf } from '../api/list.js';
import { emptyable, flag, list, required, text, url as urlKind } from '../api/param-kinds.js';
import { metadata, pageParams, type ParamsOf } from '../api/param-record.js';
import { route, type ApiRoute } from '../api/route.js';
import { mergeMetadata } from '../metadata.js';
import type { StripeWorld } from '../world.js';
import {
  createWebhookEndpoint,
  findWebhookEndpoint,
  removeWebhookEndpoint,
  requireEvents,
} from './manage.js';
import type { WebhookEndpointObject } from './object.js';

const updateParams = {
  description: emptyable(text()),
  disabled: flag(),
  enabled_events: list(text()),
  metadata: metadata(),
  url: urlKind(),
};

/** `/v1/webhook_endpoints`. */
export const webhookEndpointRoutes: readonly ApiRoute[] = [
  route({
    method: 'POST',
    path: '/v1/webhook_endpoints',
    params: {
      url: required(urlKind()),
      enabled_events: required(list(text())),
      api_version: text(),
      description: emptyable(text()),
      metadata: metadata(),
    },
    notSimulated: ['connect'],
    answer: ({ world, params }) =>
      createWebhookEndpoint(world, {
        url: params.url,
        enabledEvents: params.enabled_events,
        apiVersion: params.api_version ?? null,
        description: params.description ?? null,
        metadata: params.metadata ?? {},
      }),
  }),
  route({
    method: 'GET',
    path: '/v1/webhook_endpoints/:id',
    params: {},
    answer: ({ world, id }) => findWebhookEndpoint(world, id),
  }),
  route({
    method: 'POST',
    path: '/v1/webhook_endpoints/:id',
    params: updateParams,
    answer: ({ world, id, params }) => update(world, findWebhookEndpoint(world, id), params),
  }),
  route({
    method: 'DELETE',
    path: '/v1/webhook_endpoints/:id',
    params: {},
    answer: ({ world, id }) => removeWebhookEndpoint(world, id),
  }),
  route({
    method: 'GET',
    path: '/v1/webhook_endpoints',
    params: pageParams,
    answer: ({ world, params, url }) =>
      pageOf(newestFirst(world.state.webhookEndpoints), params, { url, noun: 'webhook endpoint' }),
  }),
];

function update(
  world: StripeWorld,
  before: WebhookEndpointObject,
  params: ParamsOf<typeof updateParams>,
): WebhookEndpointObject {
  const { disabled, metadata: metadataGiven, ...fields } = params;
  if (fields.enabled_events !== undefined) requireEvents(fields.enabled_events);
  const after: WebhookEndpointObject = {
    ...before,
    ...fields,
    ...(disabled === undefined ? {} : { status: disabled ? 'disabled' : 'enabled' }),
    metadata: mergeMetadata(before.metadata, metadataGiven),
  };
  world.state.webhookEndpoints.set(after.id, after);
  return after;
}
