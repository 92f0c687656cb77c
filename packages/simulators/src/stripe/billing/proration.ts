/** Prorations: credit for the unused rest of the old price, charge for the same rest at the new one, to the second. */
import type { EpochSeconds } from '../epoch.js';
import { productNameOf } from '../invoices/lines.js';
import type { PendingLine } from '../invoices/pending-line.js';
import type { SubscriptionItemObject } from '../subscriptions/object.js';
import type { StripeWorld } from '../world.js';

/** An item before and after a change; absent before when added, absent after when removed. */
export interface ItemChange {
  readonly before: SubscriptionItemObject | undefined;
  readonly after: SubscriptionItemObject | undefined;
}

/** The lines a change costs or gives back for the rest of the running period. Unchanged items have none. */
export function prorationLines(world: StripeWorld, change: ItemChange, at: EpochSeconds): PendingLine[] {
  const { before, after } = change;
  if (before?.price.id === after?.price.id && before?.quantity === after?.quantity) return [];
  const lines: PendingLine[] = [];
  if (before !== undefined) lines.push(creditLine(world, before, at));
  if (after !== undefined) lines.push(chargeLine(world, after, at));
  return lines;
}

/** What is given back for the unused rest of a period. */
export function creditLine(world: StripeWorld, item: SubscriptionItemObject, at: EpochSeconds): PendingLine {
  return restLine(world, item, { at, sign: -1, word: 'Unused time on' });
}

function chargeLine(world: StripeWorld, item: SubscriptionItemObject, at: EpochSeconds): PendingLine {
  return restLine(world, item, { at, sign: 1, word: 'Remaining time on' });
}

function restLine(
  world: StripeWorld,
  item: SubscriptionItemObject,
  how: { readonly at: EpochSeconds; readonly sign: -1 | 1; readonly word: string },
): PendingLine {
  const { current_period_start: start, current_period_end: end } = item;
  const share = (end - how.at) / (end - start);
  const quantity = item.quantity === 1 ? '' : `${item.quantity} × `;
  const since = new Date(how.at * 1000).toISOString().slice(0, 10);
  return {
    id: world.ids.next('il_1', 23),
    amountMinor: how.sign * Math.round(item.price.unit_amount * item.quantity * share),
    description: `${how.word} ${quantity}${productNameOf(world, item.price.product)} after ${since}`,
    price: item.price,
    quantity: item.quantity,
    subscriptionItemId: item.id,
    period: { start: how.at, end },
    isProration: true,
  };
}
