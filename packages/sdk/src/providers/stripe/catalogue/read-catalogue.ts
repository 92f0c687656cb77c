import type Stripe from 'stripe';
import { callStripe, isMissing } from '../errors.js';
import { listEndpoints } from '../stripe-account.js';
import type { CataloguePortal, CataloguePrice, CatalogueProduct, CatalogueState } from './catalogue-state.js';
import type { CatalogueWish } from './catalogue-wish.js';
import { readDestinations } from './read-destinations.js';

/** Most keys a list of prices is asked for at once (stripe 23.1.0, `PriceListParams.lookup_keys`, read 2026-11). */
const KEYS_A_REQUEST = 10;

/**
 * Reads what the wish is compared with, one request after the other: Stripe limits how many run at once, and a catalogue is small. Throws
 * PROVIDER_UNAVAILABLE or PROVIDER_REFUSED.
 */
export async function readCatalogue(stripe: Stripe, wish: CatalogueWish): Promise<CatalogueState> {
  const prices = new Map<string, CataloguePrice>();
  const note = (price: Stripe.Price | null) => price && prices.set(price.id, priceOf(price));
  for (const priceId of new Set(wish.plans.flatMap((plan) => plan.priceIds))) {
    note(await callStripe('read a price', () => orNull(stripe.prices.retrieve(priceId))));
  }
  for (const keys of inGroups(wish.plans.flatMap((plan) => plan.prices.map((price) => price.lookupKey)))) {
    const { data } = await callStripe('look up prices', () =>
      stripe.prices.list({ lookup_keys: [...keys], limit: 100 }),
    );
    data.forEach(note);
  }
  const productIds = [
    ...[...prices.values()].map(({ productId }) => productId),
    ...wish.plans.map(({ newProduct }) => newProduct.id),
  ];
  const products = new Map<string, CatalogueProduct>();
  for (const productId of new Set(productIds)) {
    const product = await callStripe('read a product', () => orNull(stripe.products.retrieve(productId)));
    if (product) products.set(product.id, { id: product.id, name: product.name, isActive: product.active });
  }
  const portal = await callStripe('read the portal configuration', () => readPortal(stripe));
  const endpoints = await callStripe('list the webhook endpoints', () => listEndpoints(stripe));
  const destinations = wish.destinationUrl === null ? null : await readDestinations(stripe);
  return { prices, products, portal, endpoints, destinations };
}

async function orNull<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function inGroups(keys: readonly string[]): readonly (readonly string[])[] {
  const count = Math.ceil(keys.length / KEYS_A_REQUEST);
  return Array.from({ length: count }, (_, at) => keys.slice(at * KEYS_A_REQUEST, (at + 1) * KEYS_A_REQUEST));
}

function priceOf(price: Stripe.Price): CataloguePrice {
  const { id, product, active, unit_amount: amount, currency, recurring, billing_scheme: scheme } = price;
  const isPlain = scheme === 'per_unit' && recurring?.usage_type !== 'metered' && !price.transform_quantity;
  return {
    id,
    productId: typeof product === 'string' ? product : product.id,
    isActive: active,
    amountMinor: isPlain ? amount : null,
    currency,
    interval: recurring?.interval ?? null,
    intervalCount: recurring?.interval_count ?? 1,
    lookupKey: price.lookup_key,
    taxBehavior: price.tax_behavior,
  };
}

/** `products` is in the answer only when it is asked for (optional in stripe 23.1.0, `Features.SubscriptionUpdate`, read 2026-11). */
async function readPortal(stripe: Stripe): Promise<CataloguePortal | null> {
  const { data } = await stripe.billingPortal.configurations.list({
    is_default: true,
    limit: 1,
    expand: ['data.features.subscription_update.products'],
  });
  const [live] = data;
  if (!live) return null;
  const update = live.features.subscription_update;
  return {
    configurationId: live.id,
    prorationBehavior: update.proration_behavior,
    trialUpdateBehavior: update.trial_update_behavior,
    isUpdateEnabled: update.enabled,
    allowedUpdates: update.default_allowed_updates,
    products: (update.products ?? []).map(({ product, prices, adjustable_quantity: quantity }) => ({
      productId: product,
      priceIds: prices,
      quantity: { enabled: quantity.enabled, minimum: quantity.minimum, maximum: quantity.maximum },
    })),
  };
}
