import type { PortalSettingChange } from '../portal-configuration.js';
import type { CataloguePrice, CatalogueProduct } from './catalogue-state.js';
import type { WishedPrice } from './catalogue-wish.js';

/** A price that is there, or one that a step of the same diff makes; both have a product. */
export type PriceReference =
  | { readonly kind: 'existing'; readonly price: CataloguePrice }
  | { readonly kind: 'new'; readonly productId: string; readonly wished: WishedPrice };

/** One thing a push does. No step deletes anything, and none changes what a price costs. */
export type CatalogueStep =
  | { readonly kind: 'createProduct'; readonly plan: string; readonly id: string; readonly name: string }
  | {
      readonly kind: 'updateProduct';
      readonly plan: string;
      readonly from: CatalogueProduct;
      readonly to: CatalogueProduct;
    }
  | {
      readonly kind: 'createPrice';
      readonly plan: string;
      readonly productId: string;
      readonly wished: WishedPrice;
      /** The price that has the lookup key now; it stays, for those who pay it. */
      readonly replaces: CataloguePrice | null;
    }
  | {
      readonly kind: 'moveLookupKey';
      readonly plan: string;
      readonly priceId: string;
      readonly lookupKey: string;
      /** The price that has it now. */
      readonly from: string | null;
    }
  | {
      readonly kind: 'setPortal';
      readonly configurationId: string;
      readonly settings: readonly PortalSettingChange[];
      /** Whether changing plans is switched on. */
      readonly isSwitchedOn: boolean;
      readonly allowedUpdates: readonly string[];
      /** The whole list as it will be; null: it stays. */
      readonly products: readonly OfferedProduct[] | null;
      /** What of the list is new: the plans whose prices were not offered as they should be. */
      readonly offeredPlans: readonly string[];
    }
  | {
      readonly kind: 'createEndpoint';
      readonly url: string;
      readonly apiVersion: string;
      /** An enabled endpoint at the same address, of another API version; it stays until a person switches it off. */
      readonly besides: string | null;
    }
  | {
      readonly kind: 'updateEndpoint';
      readonly id: string;
      readonly url: string;
      readonly addedEvents: readonly string[];
      readonly isSwitchedOn: boolean;
    }
  | { readonly kind: 'createDestination'; readonly url: string; readonly events: readonly string[] };

/** A product customers may change to in the portal, and its prices. */
export interface OfferedProduct {
  readonly productId: string;
  readonly prices: readonly (string | PriceReference)[];
  readonly quantity: {
    readonly enabled: boolean;
    readonly minimum: number;
    readonly maximum: number | null;
  } | null;
}

/** Something that is as it should be. */
export interface KeptThing {
  readonly what: 'product' | 'price' | 'portal' | 'endpoint' | 'destination';
  readonly plan: string | null;
  readonly name: string;
}

/** Something only a person can do. */
export interface CatalogueObstacle {
  readonly what: 'portal' | 'endpoint' | 'destination' | 'plan';
  readonly plan: string | null;
  readonly message: string;
  readonly next: string;
}

/** The prices of a plan after the push, the one sold first: declared ones, then the others of `stripe_price` that exist. */
export interface PlanPrices {
  readonly plan: string;
  readonly productId: string;
  /** Whether hs-x.toml says what the plan costs: then former prices are told from present ones. */
  readonly isDeclared: boolean;
  readonly prices: readonly PriceReference[];
}

/** How a Stripe account differs from what an app needs, and what a push would do about it, in order. */
export interface CatalogueDiff {
  readonly steps: readonly CatalogueStep[];
  readonly kept: readonly KeptThing[];
  readonly obstacles: readonly CatalogueObstacle[];
  readonly plans: readonly PlanPrices[];
}
