/** What stands on an invoice: the periods of a subscription's items, and prorations. */
import type { InvoiceLineObject } from './object.js';
import { formatMoney } from '../money.js';
import type { SubscriptionItemObject, SubscriptionObject } from '../subscriptions/object.js';
import { usageOf } from '../meter-events/summarize.js';
import { findMeter } from '../meters/create.js';
import type { PriceObject } from '../prices/object.js';
import type { StripeWorld } from '../world.js';
import type { PendingLine } from './pending-line.js';

/** The name a price is sold under. */
export function productNameOf(world: StripeWorld, productId: string): string {
  return world.state.products.get(productId)?.name ?? productId;
}

/** One line for what was used of every metered item in the period, which ends no later than `until`. */
export function usageLines(
  world: StripeWorld,
  subscription: SubscriptionObject,
  until = Number.POSITIVE_INFINITY,
): PendingLine[] {
  return subscription.items.data.filter(isMetered).map((item) => {
    const period = { start: item.current_period_start, end: Math.min(item.current_period_end, until) };
    const counted = usageOf(world, findMeter(world, item.price.recurring.meter ?? ''), {
      customerId: subscription.customer,
      from: period.start,
      to: period.end,
    });
    return {
      id: world.ids.next('il_1', 23),
      ...usedPart(world, item.price, counted),
      price: item.price,
      subscriptionItemId: item.id,
      period,
      isProration: false,
    };
  });
}

/** What so much usage costs; less than nothing is nothing (Stripe's "Configure meters", read 2026-11-21). */
export function usedPart(
  world: StripeWorld,
  { unit_amount: each, currency, product }: PriceObject,
  counted: number,
): Pick<PendingLine, 'amountMinor' | 'description' | 'quantity'> {
  const quantity = Math.max(0, counted);
  const description = `${quantity} × ${productNameOf(world, product)} (at ${formatMoney(each, currency)} each)`;
  return { amountMinor: each * quantity, description, quantity };
}

const isMetered = ({ price }: SubscriptionItemObject): boolean => price.recurring.usage_type === 'metered';

/** One line for the running period of every item that is paid ahead; during a trial they cost nothing. */
export function periodLines(world: StripeWorld, subscription: SubscriptionObject): PendingLine[] {
  const isTrial = subscription.status === 'trialing';
  const ahead = subscription.items.data.filter((item) => !isMetered(item));
  return ahead.map((item) => ({
    id: world.ids.next('il_1', 23),
    amountMinor: isTrial ? 0 : item.price.unit_amount * item.quantity,
    description: describe(world, item, { isTrial }),
    price: item.price,
    quantity: item.quantity,
    subscriptionItemId: item.id,
    period: { start: item.current_period_start, end: item.current_period_end },
    isProration: false,
  }));
}

/** A line in the shape of the wire. */
export function toInvoiceLine(
  line: PendingLine,
  of: { readonly invoiceId: string; readonly subscription: SubscriptionObject },
): InvoiceLineObject {
  return {
    id: line.id,
    object: 'line_item',
    amount: line.amountMinor,
    currency: line.price.currency,
    description: line.description,
    discount_amounts: [],
    discountable: !line.isProration,
    discounts: [],
    invoice: of.invoiceId,
    livemode: false,
    metadata: of.subscription.metadata,
    parent: lineParent(line, of.subscription.id),
    period: line.period,
    pretax_credit_amounts: [],
    pricing: {
      price_details: { price: line.price.id, product: line.price.product },
      type: 'price_details',
      unit_amount_decimal: line.price.unit_amount_decimal,
    },
    quantity: line.quantity,
    quantity_decimal: String(line.quantity),
    subscription: of.subscription.id,
    subtotal: line.amountMinor,
    taxes: [],
  };
}

function lineParent(line: PendingLine, subscriptionId: string): InvoiceLineObject['parent'] {
  return {
    invoice_item_details: null,
    subscription_item_details: {
      invoice_item: null,
      proration: line.isProration,
      proration_details: { credited_items: null },
      subscription: subscriptionId,
      subscription_item: line.subscriptionItemId,
    },
    type: 'subscription_item_details',
  };
}

function describe(
  world: StripeWorld,
  item: SubscriptionItemObject,
  options: { readonly isTrial: boolean },
): string {
  const name = productNameOf(world, item.price.product);
  if (options.isTrial) return `Trial period for ${name}`;
  const { interval, interval_count: count } = item.price.recurring;
  const every = count === 1 ? interval : `every ${count} ${interval}s`;
  return `${item.quantity} × ${name} (at ${formatMoney(item.price.unit_amount, item.price.currency)} / ${every})`;
}
