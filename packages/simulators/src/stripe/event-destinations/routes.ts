import { newestFirst } from '../api/list.js';
import { integer, list, oneOf, required, text, url } from '../api/param-kinds.js';
import { record } from '../api/param-record.js';
import { route, type ApiRoute } from '../api/route.js';
import { createEventDestination } from './manage.js';
import type { EventDestinationObject, KeptEventDestination } from './object.js';

const URL_PART = 'webhook_endpoint.url';
const SECRET_PART = 'webhook_endpoint.signing_secret';

/** `/v2/core/event_destinations`. */
export const eventDestinationRoutes: readonly ApiRoute[] = [
  route({
    method: 'POST',
    path: '/v2/core/event_destinations',
    params: {
      name: required(text()),
      type: required(oneOf('webhook_endpoint')),
      event_payload: required(oneOf('thin')),
      enabled_events: required(list(text())),
      webhook_endpoint: required(record({ url: required(url()) })),
      description: text(),
      include: list(oneOf(URL_PART, SECRET_PART)),
    },
    notSimulated: [
      'amazon_eventbridge',
      'azure_event_grid',
      'events_from',
      'metadata',
      'snapshot_api_version',
    ],
    answer: ({ world, params }) => {
      const { destination, secret } = createEventDestination(world, {
        url: params.webhook_endpoint.url,
        name: params.name,
        enabledEvents: params.enabled_events,
        description: params.description,
      });
      return shown(destination, params.include, secret);
    },
  }),
  route({
    method: 'GET',
    path: '/v2/core/event_destinations',
    params: { limit: integer({ min: 1, max: 100 }), include: list(oneOf(URL_PART)) },
    answer: ({ world, params }) => ({
      data: newestFirst(world.state.eventDestinations).map((each) => shown(each, params.include)),
      next_page_url: null,
      previous_page_url: null,
    }),
  }),
];

/** What of `webhook_endpoint` was asked for; nothing was: it is null. */
function shown(
  { webhook_endpoint: { url: address }, ...rest }: KeptEventDestination,
  include: readonly string[] = [],
  secret?: string,
): EventDestinationObject {
  if (include.length === 0) return { ...rest, webhook_endpoint: null };
  return {
    ...rest,
    webhook_endpoint: {
      ...(include.includes(URL_PART) ? { url: address } : {}),
      ...(include.includes(SECRET_PART) && secret !== undefined ? { signing_secret: secret } : {}),
    },
  };
}
