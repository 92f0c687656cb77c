import { isWithin, newestFirst, pageOf } from '../api/list.js';
import { text } from '../api/param-kinds.js';
import { pageParams, range } from '../api/param-record.js';
import { route, type ApiRoute } from '../api/route.js';
import { closeDispute, findDispute } from './progress.js';

/** `/v1/disputes`: opened by the control, read and given up by API. */
export const disputeRoutes: readonly ApiRoute[] = [
  route({
    method: 'GET',
    path: '/v1/disputes/:id',
    params: {},
    answer: ({ world, id }) => findDispute(world, id),
  }),
  route({
    method: 'POST',
    path: '/v1/disputes/:id/close',
    params: {},
    answer: ({ world, id }) => closeDispute(world, findDispute(world, id), 'lost'),
  }),
  route({
    method: 'GET',
    path: '/v1/disputes',
    params: { ...pageParams, charge: text(), created: range(), payment_intent: text() },
    answer: ({ world, params, url }) => {
      const matching = newestFirst(world.state.disputes).filter(
        (dispute) =>
          (params.charge === undefined || dispute.charge === params.charge) &&
          (params.payment_intent === undefined || dispute.payment_intent === params.payment_intent) &&
          isWithin(dispute.created, params.created),
      );
      return pageOf(matching, params, { url, noun: 'dispute' });
    },
  }),
];
