import { newestFirst, pageOf } from '../api/list.js';
import { integer, required, text } from '../api/param-kinds.js';
import { pageParams } from '../api/param-record.js';
import { route, type ApiRoute } from '../api/route.js';
import { beginAdvance } from './advance.js';
import { createTestClock, findTestClock, removeTestClock } from './manage.js';

const PATH = '/v1/test_helpers/test_clocks';

/** `/v1/test_helpers/test_clocks`. */
export const testClockRoutes: readonly ApiRoute[] = [
  route({
    method: 'POST',
    path: PATH,
    params: { customer: text(), frozen_time: required(integer({ min: 0 })), name: text({ maxLength: 300 }) },
    answer: ({ world, params }) =>
      createTestClock(world, {
        frozenTime: params.frozen_time,
        name: params.name ?? null,
        customerId: params.customer,
      }),
  }),
  route({
    method: 'GET',
    path: `${PATH}/:id`,
    params: {},
    answer: ({ world, id }) => findTestClock(world, id),
  }),
  route({
    method: 'POST',
    path: `${PATH}/:id/advance`,
    params: { frozen_time: required(integer({ min: 0 })) },
    answer: ({ world, id, params }) => beginAdvance(world, findTestClock(world, id), params.frozen_time),
  }),
  route({
    method: 'DELETE',
    path: `${PATH}/:id`,
    params: {},
    answer: ({ world, id }) => removeTestClock(world, id),
  }),
  route({
    method: 'GET',
    path: PATH,
    params: pageParams,
    answer: ({ world, params, url }) =>
      pageOf(newestFirst(world.state.testClocks), params, { url, noun: 'test_clock' }),
  }),
];
