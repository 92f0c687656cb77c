import { isWithin, newestFirst, pageOf } from '../api/list.js';
import { flag, integer, list, oneOf, required, text, wordOr } from '../api/param-kinds.js';
import { metadata, pageParams, range, record } from '../api/param-record.js';
import { route, type ApiRoute } from '../api/route.js';
import { endSubscription } from '../billing/end-subscription.js';
import { prorationBehavior } from '../subscriptions/params.js';
import type { StripeWorld } from '../world.js';
import { detachSchedule } from './advance.js';
import { endSchedule, findSchedule, requireLiveSchedule } from './change.js';
import { createSchedule } from './create.js';
import { isScheduleLive, type SubscriptionScheduleObject } from './object.js';
import { updateSchedule } from './update.js';

const PATH = '/v1/subscription_schedules';

const phase = record(
  {
    duration: record({
      interval: required(oneOf('day', 'month', 'week', 'year')),
      interval_count: integer({ min: 1 }),
    }),
    end_date: integer(),
    items: required(
      list(
        record({ metadata: metadata(), price: required(text()), quantity: integer({ min: 0 }) }, [
          'billing_thresholds',
          'discounts',
          'plan',
          'price_data',
          'tax_rates',
          'trial',
        ]),
      ),
    ),
    metadata: metadata(),
    proration_behavior: prorationBehavior,
    start_date: wordOr('now', integer()),
  },
  [
    'add_invoice_items',
    'application_fee_percent',
    'automatic_tax',
    'billing_cycle_anchor',
    'billing_thresholds',
    'collection_method',
    'currency',
    'default_payment_method',
    'default_tax_rates',
    'description',
    'discounts',
    'invoice_settings',
    'on_behalf_of',
    'transfer_data',
    'trial',
    'trial_end',
  ],
);

const shared = {
  end_behavior: oneOf('cancel', 'release'),
  metadata: metadata(),
  phases: list(phase, { maxItems: 10 }),
};

const NOT_SIMULATED = ['default_settings', 'pause_schedules'];

/** `/v1/subscription_schedules`. */
export const subscriptionScheduleRoutes: readonly ApiRoute[] = [
  route({
    method: 'POST',
    path: PATH,
    params: { ...shared, customer: text(), from_subscription: text(), start_date: wordOr('now', integer()) },
    notSimulated: [...NOT_SIMULATED, 'billing_mode', 'customer_account'],
    answer: ({ world, params }) => createSchedule(world, params),
  }),
  route({
    method: 'GET',
    path: `${PATH}/:id`,
    params: {},
    answer: ({ world, id }) => findSchedule(world, id),
  }),
  route({
    method: 'POST',
    path: `${PATH}/:id`,
    params: { ...shared, proration_behavior: prorationBehavior },
    notSimulated: NOT_SIMULATED,
    answer: ({ world, id, params }) => updateSchedule(world, id, params),
  }),
  route({
    method: 'POST',
    path: `${PATH}/:id/release`,
    params: { preserve_cancel_date: flag() },
    answer: ({ world, id, params }) => release(world, id, params.preserve_cancel_date === true),
  }),
  route({
    method: 'POST',
    path: `${PATH}/:id/cancel`,
    params: { invoice_now: flag(), prorate: flag() },
    answer: ({ world, id }) => cancel(world, id),
  }),
  route({
    method: 'GET',
    path: PATH,
    params: { ...pageParams, created: range(), customer: text(), scheduled: flag() },
    notSimulated: ['canceled_at', 'completed_at', 'customer_account', 'released_at'],
    answer: ({ world, params, url }) => {
      const matching = newestFirst(world.state.subscriptionSchedules).filter(
        (schedule) =>
          (params.customer === undefined || schedule.customer === params.customer) &&
          (params.scheduled !== true || schedule.status === 'not_started') &&
          isWithin(schedule.created, params.created),
      );
      return pageOf(matching, params, { url, noun: 'subscription schedule' });
    },
  }),
];

function release(world: StripeWorld, id: string, keepsCancelDate: boolean): SubscriptionScheduleObject {
  const schedule = requireLiveSchedule(world, id);
  const subscription = world.state.subscriptions.get(schedule.subscription ?? '');
  if (subscription === undefined) return endSchedule(world, schedule, 'released');
  detachSchedule(world, subscription, schedule, { keepsCancelDate });
  return findSchedule(world, id);
}

/** Ends the schedule and its subscription with it. */
function cancel(world: StripeWorld, id: string): SubscriptionScheduleObject {
  const schedule = requireLiveSchedule(world, id);
  const subscription = world.state.subscriptions.get(schedule.subscription ?? '');
  if (subscription !== undefined) endSubscription(world, subscription, { reason: 'cancellation_requested' });
  const after = findSchedule(world, id);
  return isScheduleLive(after) ? endSchedule(world, after, 'canceled') : after;
}
