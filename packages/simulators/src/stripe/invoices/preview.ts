import { invalidRequest, parameterMissing, StripeFailure } from '../api/failure.js';
import { flag, integer, list, oneOf, text } from '../api/param-kinds.js';
import { metadata, record, type ParamsOf } from '../api/param-record.js';
import { prorationLines } from '../billing/proration.js';
import { previewRenewal } from '../billing/upcoming-invoice.js';
import { findSubscription } from '../subscriptions/change.js';
import { isEnded, periodEndOf, type SubscriptionObject } from '../subscriptions/object.js';
import { readItemChanges } from '../subscriptions/read-item-changes.js';
import { nowSeconds, type StripeWorld } from '../world.js';
import { buildInvoice } from './draft.js';
import type { InvoiceObject } from './object.js';

/** Parameters of a preview. */
export const previewInvoiceParams = {
  customer: text(),
  subscription: text(),
  subscription_details: record(
    {
      cancel_at_period_end: flag(),
      items: list(
        record({
          id: text(),
          price: text(),
          quantity: integer({ min: 0 }),
          deleted: flag(),
          metadata: metadata(),
        }),
      ),
      proration_behavior: oneOf('always_invoice', 'create_prorations', 'none'),
      proration_date: integer(),
    },
    [
      'billing_cycle_anchor',
      'billing_mode',
      'billing_schedules',
      'cancel_at',
      'cancel_now',
      'default_tax_rates',
      'resume_at',
      'start_date',
      'trial_end',
    ],
  ),
};

/** Parameters Stripe has for a preview and the simulator refuses by name. */
export const previewParamsNotSimulated = [
  'automatic_tax',
  'currency',
  'customer_account',
  'customer_details',
  'discounts',
  'invoice_items',
  'issuer',
  'on_behalf_of',
  'preview_mode',
  'schedule',
  'schedule_details',
];

type PreviewParams = ParamsOf<typeof previewInvoiceParams>;

/** What the next invoice of a subscription would say, with or without a change of items. */
export function previewInvoice(world: StripeWorld, params: PreviewParams): InvoiceObject {
  if (params.subscription === undefined) throw parameterMissing('subscription');
  const subscription = findSubscription(world, params.subscription, 'subscription');
  if (params.customer !== undefined && params.customer !== subscription.customer) {
    throw invalidRequest('The subscription does not belong to the customer.', { param: 'subscription' });
  }
  const endsThen = subscription.cancel_at !== null && subscription.cancel_at <= periodEndOf(subscription);
  if (isEnded(subscription) || (endsThen && params.subscription_details?.items === undefined)) {
    throw new StripeFailure(404, {
      type: 'invalid_request_error',
      code: 'invoice_upcoming_none',
      message: `No upcoming invoices for customer: ${subscription.customer}`,
    });
  }
  const change = params.subscription_details;
  return change?.items === undefined
    ? previewRenewal(world, subscription)
    : previewChange(world, subscription, { ...change, items: change.items });
}

/** `always_invoice` shows the prorations alone, as they would be charged today; otherwise they join the next renewal. */
function previewChange(
  world: StripeWorld,
  before: SubscriptionObject,
  change: NonNullable<PreviewParams['subscription_details']> & {
    readonly items: NonNullable<NonNullable<PreviewParams['subscription_details']>['items']>;
  },
): InvoiceObject {
  const items = readItemChanges(world, before, change.items);
  const after: SubscriptionObject = { ...before, items: { ...before.items, data: items } };
  const at = change.proration_date ?? nowSeconds(world);
  const isProrated = change.proration_behavior !== 'none' && before.status !== 'trialing';
  const old = new Map(before.items.data.map((item) => [item.id, item]));
  const lines = isProrated
    ? items.flatMap((item) => prorationLines(world, { before: old.get(item.id), after: item }, at))
    : [];
  if (change.proration_behavior === 'always_invoice') {
    const draft = { subscription: after, reason: 'subscription_update' as const, lines, finalizesAt: null };
    return buildInvoice(world, draft, world.ids.next('upcoming_in_1', 23));
  }
  return previewRenewal(world, after, lines);
}
