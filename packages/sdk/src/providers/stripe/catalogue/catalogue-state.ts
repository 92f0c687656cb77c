import type Stripe from 'stripe';
import type { StripeEndpoint } from '../stripe-account.js';

/** A price as Stripe has it. */
export interface CataloguePrice {
  readonly id: string;
  readonly productId: string;
  readonly isActive: boolean;
  /** Null: it has no single amount, such as one in tiers or by usage. */
  readonly amountMinor: number | null;
  readonly currency: string;
  /** Null: it is charged once. */
  readonly interval: string | null;
  readonly intervalCount: number;
  readonly lookupKey: string | null;
  readonly taxBehavior: Stripe.Price.TaxBehavior | null;
}

/** A product as Stripe has it. */
export interface CatalogueProduct {
  readonly id: string;
  readonly name: string;
  readonly isActive: boolean;
}

/** What the default customer portal says of plan changes. */
export interface CataloguePortal {
  readonly configurationId: string;
  readonly prorationBehavior: string;
  readonly trialUpdateBehavior: string;
  /** Whether customers may change anything of a subscription. */
  readonly isUpdateEnabled: boolean;
  readonly allowedUpdates: readonly string[];
  readonly products: readonly PortalProduct[];
}

/** A product customers may change to. */
export interface PortalProduct {
  readonly productId: string;
  readonly priceIds: readonly string[];
  readonly quantity: {
    readonly enabled: boolean;
    readonly minimum: number;
    readonly maximum: number | null;
  } | null;
}

/** Where thin events are sent. */
export interface CatalogueDestination {
  readonly id: string;
  readonly url: string;
  readonly isEnabled: boolean;
  readonly events: readonly string[];
}

/** What of a Stripe account the catalogue is compared with. */
export interface CatalogueState {
  /** By id: those of `stripe_price` and those with a wished lookup key. */
  readonly prices: ReadonlyMap<string, CataloguePrice>;
  /** By id: those of the prices and those HS-X would make. */
  readonly products: ReadonlyMap<string, CatalogueProduct>;
  /** Null: no portal was ever saved. */
  readonly portal: CataloguePortal | null;
  /** Every endpoint of the mode. */
  readonly endpoints: readonly StripeEndpoint[];
  /** Those of thin events; null: they could not be read, or nobody asked. */
  readonly destinations: readonly CatalogueDestination[] | null;
}
