import { createPrice } from '../prices/create.js';
import type { PriceInterval, PriceObject } from '../prices/object.js';
import { createProduct } from '../products/create.js';
import { offerInPortal } from '../portal-configurations/default-configuration.js';
import type { StripeWorld } from '../world.js';

/** A price to put into the catalogue, as if it had been made in the Dashboard. */
export interface CatalogueEntry {
  /** Used verbatim, so that a price named in a configuration file works. */
  readonly priceId: string;
  /** Prices of one name share a product. */
  readonly productName: string;
  /** In the currency's smallest unit. */
  readonly amountMinor: number;
  /** Three letters. */
  readonly currency: string;
  readonly interval: PriceInterval;
  readonly lookupKey?: string;
}

/** Puts prices into the catalogue and offers them in the default portal; a price that is there already is left alone. */
export function seedCatalogue(
  world: StripeWorld,
  entries: readonly CatalogueEntry[],
): readonly PriceObject[] {
  const prices = entries.map((entry) => world.state.prices.get(entry.priceId) ?? seedPrice(world, entry));
  offerInPortal(world, prices);
  return prices;
}

function seedPrice(world: StripeWorld, entry: CatalogueEntry): PriceObject {
  const product =
    [...world.state.products.values()].find((known) => known.name === entry.productName) ??
    createProduct(world, { name: entry.productName });
  return createPrice(world, {
    id: entry.priceId,
    productId: product.id,
    currency: entry.currency,
    amountMinor: entry.amountMinor,
    recurring: { interval: entry.interval },
    lookupKey: entry.lookupKey,
  });
}
