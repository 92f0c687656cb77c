import { resourceMissing } from '../api/failure.js';
import { isWithin, newestFirst, pageOf } from '../api/list.js';
import { integer, oneOf, required, text } from '../api/param-kinds.js';
import { pageParams, record, type ParamsOf } from '../api/param-record.js';
import { route, type ApiRoute } from '../api/route.js';
import { endSubscription } from '../billing/end-subscription.js';
import { endWithInvoice } from '../billing/end-with-invoice.js';
import { pauseSubscription, resumeSubscription } from '../billing/pause.js';
import { findCustomer } from '../customers/find.js';
import { findPrice } from '../prices/create.js';
import type { StripeWorld } from '../world.js';
import { findSubscription } from './change.js';
import { createSubscription } from './create.js';
import { isEnded, periodEndOf, periodStartOf, type SubscriptionObject } from './object.js';
import {
  cancelSubscriptionParams,
  createSubscriptionParams,
  listSubscriptionParams,
  prorationBehavior,
  subscriptionParamsNotSimulated,
  updateSubscriptionParams,
} from './params.js';
import { updateSubscription } from './update.js';

/** `/v1/subscriptions` and `/v1/subscription_items`. */
export const subscriptionRoutes: readonly ApiRoute[] = [
  route({
    method: 'POST',
    path: '/v1/subscriptions',
    params: createSubscriptionParams,
    notSimulated: [...subscriptionParamsNotSimulated, 'billing_cycle_anchor'],
    answer: ({ world, params }) => createSubscription(world, params),
  }),
  route({
    method: 'GET',
    path: '/v1/subscriptions/:id',
    params: {},
    answer: ({ world, id }) => findSubscription(world, id),
  }),
  route({
    method: 'POST',
    path: '/v1/subscriptions/:id',
    params: updateSubscriptionParams,
    notSimulated: subscriptionParamsNotSimulated,
    answer: ({ world, id, params }) => updateSubscription(world, findSubscription(world, id), params),
  }),
  route({
    method: 'DELETE',
    path: '/v1/subscriptions/:id',
    params: cancelSubscriptionParams,
    answer: ({ world, id, params }) => cancelNow(world, id, params),
  }),
  route({
    method: 'POST',
    path: '/v1/subscriptions/:id/pause',
    params: { type: oneOf('subscription') },
    notSimulated: ['bill_for', 'invoicing_behavior'],
    answer: ({ world, id }) => pauseSubscription(world, findSubscription(world, id)),
  }),
  route({
    method: 'POST',
    path: '/v1/subscriptions/:id/resume',
    params: {
      billing_cycle_anchor: record({ type: required(oneOf('now', 'unchanged')) }),
      payment_behavior: oneOf('resume_on_payment_attempt', 'resume_on_payment_success'),
      proration_behavior: prorationBehavior,
      proration_date: integer(),
    },
    answer: ({ world, id, params }) =>
      resumeSubscription(world, findSubscription(world, id), {
        anchor: params.billing_cycle_anchor?.type ?? 'now',
        resumesOn: params.payment_behavior === 'resume_on_payment_attempt' ? 'attempt' : 'success',
      }),
  }),
  route({
    method: 'GET',
    path: '/v1/subscriptions',
    params: listSubscriptionParams,
    notSimulated: ['customer_account', 'plan'],
    answer: ({ world, params, url }) => {
      if (params.customer !== undefined && !world.state.deletedCustomers.has(params.customer)) {
        findCustomer(world, params.customer, 'customer');
      }
      if (params.price !== undefined) findPrice(world, params.price, 'price');
      const matching = newestFirst(world.state.subscriptions).filter((sub) => matches(sub, params));
      return pageOf(matching, params, { url, noun: 'subscription' });
    },
  }),
  route({
    method: 'GET',
    path: '/v1/subscription_items',
    params: { ...pageParams, subscription: required(text()) },
    answer: ({ world, params, url }) =>
      pageOf(findSubscription(world, params.subscription, 'subscription').items.data, params, {
        url,
        noun: 'subscription item',
      }),
  }),
];

/** An ended subscription cannot end again: Stripe answers as if it were not there. */
function cancelNow(
  world: StripeWorld,
  id: string,
  params: ParamsOf<typeof cancelSubscriptionParams>,
): SubscriptionObject {
  const subscription = findSubscription(world, id);
  if (isEnded(subscription)) throw resourceMissing({ noun: 'subscription', id });
  const end = params.invoice_now === true ? endWithInvoice : endSubscription;
  return end(world, subscription, {
    comment: params.cancellation_details?.comment ?? subscription.cancellation_details.comment,
    feedback: params.cancellation_details?.feedback ?? subscription.cancellation_details.feedback,
    reason: 'cancellation_requested',
  });
}

function matches(sub: SubscriptionObject, filter: ParamsOf<typeof listSubscriptionParams>): boolean {
  return (
    hasStatus(sub, filter.status) &&
    isShown(sub, filter) &&
    (filter.customer === undefined || sub.customer === filter.customer) &&
    (filter.price === undefined || sub.items.data.some((item) => item.price.id === filter.price)) &&
    (filter.collection_method === undefined || sub.collection_method === filter.collection_method) &&
    (filter.automatic_tax?.enabled === undefined ||
      sub.automatic_tax.enabled === filter.automatic_tax.enabled) &&
    isWithin(sub.created, filter.created) &&
    isWithin(periodEndOf(sub), filter.current_period_end) &&
    isWithin(periodStartOf(sub), filter.current_period_start)
  );
}

/** Subscriptions on a test clock are hidden unless their clock or customer is asked for. */
function isShown(sub: SubscriptionObject, filter: ParamsOf<typeof listSubscriptionParams>): boolean {
  if (filter.test_clock !== undefined) return sub.test_clock === filter.test_clock;
  return sub.test_clock === null || filter.customer !== undefined;
}

/** Without a status, canceled subscriptions are hidden; `ended` are the canceled and the never started. */
function hasStatus(
  sub: SubscriptionObject,
  status: ParamsOf<typeof listSubscriptionParams>['status'],
): boolean {
  if (status === 'all') return true;
  if (status === 'ended') return isEnded(sub);
  return status === undefined ? sub.status !== 'canceled' : sub.status === status;
}
