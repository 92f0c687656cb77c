import { isWithin, newestFirst, pageOf } from '../api/list.js';
import { text } from '../api/param-kinds.js';
import { pageParams, range } from '../api/param-record.js';
import { route, type ApiRoute } from '../api/route.js';
import { findCharge } from './find.js';

/** `/v1/charges`, to read: charges come from invoices alone. */
export const chargeRoutes: readonly ApiRoute[] = [
  route({
    method: 'GET',
    path: '/v1/charges/:id',
    params: {},
    answer: ({ world, id }) => findCharge(world, id),
  }),
  route({
    method: 'GET',
    path: '/v1/charges',
    params: { ...pageParams, created: range(), customer: text(), payment_intent: text() },
    notSimulated: ['transfer_group'],
    answer: ({ world, params, url }) => {
      const matching = newestFirst(world.state.charges).filter(
        (charge) =>
          (params.customer === undefined || charge.customer === params.customer) &&
          (params.payment_intent === undefined || charge.payment_intent === params.payment_intent) &&
          isWithin(charge.created, params.created),
      );
      return pageOf(matching, params, { url, noun: 'charge' });
    },
  }),
];
