import { integer, oneOf, required, text } from '../api/param-kinds.js';
import { metadata, record } from '../api/param-record.js';
import { route, type ApiRoute } from '../api/route.js';
import { cancelMeterEvent, recordMeterEvent } from './record.js';

/** `/v1/billing/meter_events` and `/v1/billing/meter_event_adjustments`. */
export const meterEventRoutes: readonly ApiRoute[] = [
  route({
    method: 'POST',
    path: '/v1/billing/meter_events',
    params: {
      event_name: required(text({ maxLength: 100 })),
      payload: required(metadata()),
      identifier: text({ maxLength: 100 }),
      timestamp: integer({ min: 0 }),
    },
    answer: ({ world, params }) =>
      recordMeterEvent(world, {
        eventName: params.event_name,
        payload: params.payload ?? {},
        identifier: params.identifier,
        timestamp: params.timestamp,
      }),
  }),
  route({
    method: 'POST',
    path: '/v1/billing/meter_event_adjustments',
    params: {
      event_name: required(text({ maxLength: 100 })),
      type: required(oneOf('cancel')),
      cancel: required(record({ identifier: required(text({ maxLength: 100 })) })),
    },
    answer: ({ world, params }) =>
      cancelMeterEvent(world, { eventName: params.event_name, identifier: params.cancel.identifier }),
  }),
];
