import { isWithin, newestFirst, pageOf } from '../api/list.js';
import { metadata, pageParams, type ParamsOf } from '../api/param-record.js';
import { route, type ApiRoute } from '../api/route.js';
import { mergeMetadata } from '../metadata.js';
import { createSession } from './create.js';
import { expireSession, findSession } from './expire.js';
import type { CheckoutSessionObject } from './object.js';
import { createSessionParams, listSessionParams, sessionParamsNotSimulated } from './params.js';

/** `/v1/checkout/sessions`. */
export const checkoutSessionRoutes: readonly ApiRoute[] = [
  route({
    method: 'POST',
    path: '/v1/checkout/sessions',
    params: createSessionParams,
    notSimulated: sessionParamsNotSimulated,
    answer: ({ world, params }) => createSession(world, params),
  }),
  route({
    method: 'GET',
    path: '/v1/checkout/sessions/:id',
    params: {},
    answer: ({ world, id }) => findSession(world, id),
  }),
  route({
    method: 'POST',
    path: '/v1/checkout/sessions/:id',
    params: { metadata: metadata() },
    notSimulated: ['collected_information', 'line_items', 'payment_intent_data', 'shipping_options'],
    answer: ({ world, id, params }) => {
      const before = findSession(world, id);
      const after = { ...before, metadata: mergeMetadata(before.metadata, params.metadata) };
      world.state.checkoutSessions.set(id, after);
      return after;
    },
  }),
  route({
    method: 'POST',
    path: '/v1/checkout/sessions/:id/expire',
    params: {},
    answer: ({ world, id }) => expireSession(world, findSession(world, id)),
  }),
  route({
    method: 'GET',
    path: '/v1/checkout/sessions/:id/line_items',
    params: pageParams,
    answer: ({ world, id, params, url }) => {
      findSession(world, id);
      return pageOf(world.state.checkoutLineItems.get(id) ?? [], params, { url, noun: 'line item' });
    },
  }),
  route({
    method: 'GET',
    path: '/v1/checkout/sessions',
    params: listSessionParams,
    notSimulated: ['customer_account', 'payment_intent', 'payment_link'],
    answer: ({ world, params, url }) =>
      pageOf(
        newestFirst(world.state.checkoutSessions).filter((session) => matches(session, params)),
        params,
        { url, noun: 'checkout.session' },
      ),
  }),
];

function matches(session: CheckoutSessionObject, filter: ParamsOf<typeof listSessionParams>): boolean {
  return (
    (filter.customer === undefined || session.customer === filter.customer) &&
    (filter.subscription === undefined || session.subscription === filter.subscription) &&
    (filter.status === undefined || session.status === filter.status) &&
    (filter.customer_details === undefined ||
      session.customer_details?.email === filter.customer_details.email) &&
    isWithin(session.created, filter.created)
  );
}
