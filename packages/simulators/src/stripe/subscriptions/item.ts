import { invalidRequest } from '../api/failure.js';
import { newMetadata, type Metadata } from '../metadata.js';
import { isRecurring, planOf, type PriceObject } from '../prices/object.js';
import { nowSeconds, type StripeWorld } from '../world.js';
import type { EpochSeconds } from '../epoch.js';
import type { SubscriptionItemObject } from './object.js';

/** What a new item is created with. */
export interface NewItem {
  readonly subscriptionId: string;
  readonly price: PriceObject;
  readonly quantity: number;
  readonly metadata?: Metadata | null | undefined;
  readonly period: { readonly start: EpochSeconds; readonly end: EpochSeconds };
}

/** Builds an item; a one-time price is refused. */
export function buildItem(world: StripeWorld, given: NewItem): SubscriptionItemObject {
  return {
    id: world.ids.next('si_'),
    object: 'subscription_item',
    billing_thresholds: null,
    created: nowSeconds(world),
    current_period_end: given.period.end,
    current_period_start: given.period.start,
    current_trial: null,
    discounts: [],
    metadata: newMetadata(given.metadata),
    ...pricePart(given.price),
    quantity: given.price.recurring?.usage_type === 'metered' ? 0 : given.quantity,
    subscription: given.subscriptionId,
    tax_rates: [],
  };
}

/** The item on another price. */
export function pricePart(price: PriceObject): Pick<SubscriptionItemObject, 'plan' | 'price'> {
  if (!isRecurring(price)) {
    throw invalidRequest(
      'The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.',
      { param: 'items[0][price]' },
    );
  }
  return { plan: planOf(price), price };
}

/** Refuses prices that cannot stand on one subscription: inactive, or of different currency or interval. */
export function requireCompatible(prices: readonly PriceObject[], param: string): void {
  const inactive = prices.find((price) => !price.active);
  if (inactive !== undefined) {
    throw invalidRequest('The price specified is inactive. This field only accepts active prices.', {
      param,
    });
  }
  if (new Set(prices.map((price) => price.currency)).size > 1) {
    throw invalidRequest('All prices on a subscription must have the same currency.', { param });
  }
  const lengths = prices.map((price) => `${price.recurring?.interval} ${price.recurring?.interval_count}`);
  if (new Set(lengths).size > 1) {
    throw invalidRequest(
      'Currency and interval fields must match across all plans on this subscription. Found mismatch in interval field.',
      { param },
    );
  }
}
