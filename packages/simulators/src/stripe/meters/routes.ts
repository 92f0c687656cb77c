import { newestFirst, pageOf } from '../api/list.js';
import { integer, oneOf, required, text } from '../api/param-kinds.js';
import { pageParams, record } from '../api/param-record.js';
import { route, type ApiRoute } from '../api/route.js';
import { findCustomer } from '../customers/find.js';
import { summariesOf } from '../meter-events/summarize.js';
import { createMeter, findMeter, switchMeter } from './create.js';

/** `/v1/billing/meters`. */
export const meterRoutes: readonly ApiRoute[] = [
  route({
    method: 'POST',
    path: '/v1/billing/meters',
    params: {
      display_name: required(text({ maxLength: 250 })),
      event_name: required(text({ maxLength: 100 })),
      default_aggregation: required(record({ formula: required(oneOf('count', 'last', 'sum')) })),
      customer_mapping: record({
        event_payload_key: required(text({ maxLength: 100 })),
        type: required(oneOf('by_id')),
      }),
      value_settings: record({ event_payload_key: required(text({ maxLength: 100 })) }),
      event_time_window: oneOf('day', 'hour'),
    },
    notSimulated: ['dimension_payload_keys'],
    answer: ({ world, params }) =>
      createMeter(world, {
        displayName: params.display_name,
        eventName: params.event_name,
        formula: params.default_aggregation.formula,
        customerKey: params.customer_mapping?.event_payload_key,
        valueKey: params.value_settings?.event_payload_key,
        timeWindow: params.event_time_window,
      }),
  }),
  route({
    method: 'GET',
    path: '/v1/billing/meters/:id',
    params: {},
    answer: ({ world, id }) => findMeter(world, id),
  }),
  route({
    method: 'GET',
    path: '/v1/billing/meters',
    params: { ...pageParams, status: oneOf('active', 'inactive') },
    answer: ({ world, params, url }) => {
      const matching = newestFirst(world.state.meters).filter(
        (meter) => params.status === undefined || meter.status === params.status,
      );
      return pageOf(matching, params, { url, noun: 'billing meter' });
    },
  }),
  route({
    method: 'POST',
    path: '/v1/billing/meters/:id/deactivate',
    params: {},
    answer: ({ world, id }) => switchMeter(world, findMeter(world, id), 'inactive'),
  }),
  route({
    method: 'POST',
    path: '/v1/billing/meters/:id/reactivate',
    params: {},
    answer: ({ world, id }) => switchMeter(world, findMeter(world, id), 'active'),
  }),
  route({
    method: 'GET',
    path: '/v1/billing/meters/:id/event_summaries',
    params: {
      ...pageParams,
      customer: required(text()),
      start_time: required(integer({ min: 0 })),
      end_time: required(integer({ min: 0 })),
      value_grouping_window: oneOf('day', 'hour'),
    },
    notSimulated: ['dimension_filters', 'dimension_group_by_keys'],
    answer: ({ world, id, params, url }) => {
      const meter = findMeter(world, id);
      const customer = findCustomer(world, params.customer, 'customer');
      const summaries = summariesOf(world, meter, {
        customerId: customer.id,
        from: params.start_time,
        to: params.end_time,
        window: params.value_grouping_window ?? null,
      });
      return pageOf(summaries, params, { url, noun: 'billing meter event summary' });
    },
  }),
];
