import type { EpochSeconds } from '../epoch.js';
import type { Metadata } from '../metadata.js';

/** A product of the catalogue. */
export interface ProductObject {
  readonly id: string;
  readonly object: 'product';
  readonly active: boolean;
  readonly created: EpochSeconds;
  readonly default_price: string | null;
  readonly description: string | null;
  readonly images: readonly string[];
  readonly livemode: false;
  readonly marketing_features: readonly { readonly name: string }[];
  readonly metadata: Metadata;
  readonly name: string;
  readonly package_dimensions: null;
  readonly shippable: null;
  readonly statement_descriptor: string | null;
  readonly tax_code: string | null;
  readonly tax_details: null;
  readonly type: 'service';
  readonly unit_label: string | null;
  readonly updated: EpochSeconds;
  readonly url: string | null;
}
