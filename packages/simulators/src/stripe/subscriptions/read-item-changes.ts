import { invalidRequest, parameterMissing, resourceMissing } from '../api/failure.js';
import type { Metadata } from '../metadata.js';
import { mergeMetadata } from '../metadata.js';
import { findPrice } from '../prices/create.js';
import type { StripeWorld } from '../world.js';
import { buildItem, pricePart, requireCompatible } from './item.js';
import {
  periodEndOf,
  periodStartOf,
  type SubscriptionItemObject,
  type SubscriptionObject,
} from './object.js';

/** One entry of `items` in an update: a known id changes, `deleted` removes, no id adds. */
export interface ItemChangeParams {
  readonly id?: string;
  readonly price?: string;
  readonly quantity?: number;
  readonly deleted?: boolean;
  readonly metadata?: Metadata | null;
}

/** The items as they will be. Items the request does not name stay, as at Stripe. */
export function readItemChanges(
  world: StripeWorld,
  before: SubscriptionObject,
  changes: readonly ItemChangeParams[],
): readonly SubscriptionItemObject[] {
  let items: readonly SubscriptionItemObject[] = before.items.data;
  changes.forEach((change, index) => {
    const at = `items[${index}]`;
    items =
      change.id === undefined
        ? [...items, addItem(world, before, { change, at })]
        : replaceItem(world, items, { change, at });
  });
  if (items.length === 0) {
    throw invalidRequest(
      'A subscription must have at least one active plan. To cancel a subscription, please use the cancel API endpoint.',
      {
        param: 'items',
      },
    );
  }
  requireCompatible(
    items.map((item) => item.price),
    'items',
  );
  return items;
}

interface NamedChange {
  readonly change: ItemChangeParams;
  readonly at: string;
}

function replaceItem(
  world: StripeWorld,
  items: readonly SubscriptionItemObject[],
  { change, at }: NamedChange,
): readonly SubscriptionItemObject[] {
  const known = items.find((item) => item.id === change.id);
  if (known === undefined) {
    throw resourceMissing({ noun: 'subscription item', id: change.id ?? '', param: `${at}[id]` });
  }
  if (change.deleted === true) return items.filter((item) => item !== known);
  const replaced: SubscriptionItemObject = {
    ...known,
    ...(change.price === undefined ? {} : pricePart(findPrice(world, change.price, `${at}[price]`))),
    quantity: change.quantity ?? known.quantity,
    metadata: mergeMetadata(known.metadata, change.metadata),
  };
  return items.map((item) => (item === known ? replaced : item));
}

function addItem(
  world: StripeWorld,
  before: SubscriptionObject,
  { change, at }: NamedChange,
): SubscriptionItemObject {
  if (change.price === undefined) throw parameterMissing(`${at}[price]`);
  return buildItem(world, {
    subscriptionId: before.id,
    price: findPrice(world, change.price, `${at}[price]`),
    quantity: change.quantity ?? 1,
    metadata: change.metadata,
    period: { start: periodStartOf(before), end: periodEndOf(before) },
  });
}
