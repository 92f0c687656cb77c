import { invalidRequest, resourceMissing } from '../api/failure.js';
import { isWithin, newestFirst, pageOf } from '../api/list.js';
import { flag, list, text } from '../api/param-kinds.js';
import { pageParams, range, type ParamsOf } from '../api/param-record.js';
import { route, type ApiRoute } from '../api/route.js';
import { DAY_S } from '../epoch.js';
import { nowSeconds, type StripeWorld } from '../world.js';
import type { EventObject } from './object.js';

/** How long events are listed (docs.stripe.com/api/events, read 2026-11-20). */
const KEPT_FOR_S = 30 * DAY_S;

const listParams = {
  ...pageParams,
  created: range(),
  delivery_success: flag(),
  type: text(),
  types: list(text(), { maxItems: 20 }),
};

/** `/v1/events`. */
export const eventRoutes: readonly ApiRoute[] = [
  route({
    method: 'GET',
    path: '/v1/events/:id',
    params: {},
    answer: ({ world, id }) => findEvent(world, id),
  }),
  route({
    method: 'GET',
    path: '/v1/events',
    params: listParams,
    answer: ({ world, params, url }) => {
      if (params.type !== undefined && params.types !== undefined) {
        throw invalidRequest('You may only specify one of these parameters: type, types.', {
          code: 'parameters_exclusive',
        });
      }
      const matching = newestFirst(world.state.events).filter((event) => matches(world, event, params));
      return pageOf(matching, params, { url, noun: 'event' });
    },
  }),
];

/** The event with this id; refuses a missing one. */
export function findEvent(world: StripeWorld, id: string): EventObject {
  const found = world.state.events.get(id);
  if (found === undefined) throw resourceMissing({ noun: 'event', id });
  return found;
}

function matches(world: StripeWorld, event: EventObject, filter: ParamsOf<typeof listParams>): boolean {
  const names = filter.types ?? (filter.type === undefined ? undefined : [filter.type]);
  const isDelivered = event.pending_webhooks === 0;
  return (
    (world.state.eventArrivals.get(event.id) ?? 0) > nowSeconds(world) - KEPT_FOR_S &&
    (names === undefined || names.some((name) => isNamed(event.type, name))) &&
    (filter.delivery_success === undefined || filter.delivery_success === isDelivered) &&
    isWithin(event.created, filter.created)
  );
}

/** `customer.subscription.*` names a group. */
function isNamed(type: string, name: string): boolean {
  return name.endsWith('*') ? type.startsWith(name.slice(0, -1)) : type === name;
}
