import type { EpochSeconds } from '../epoch.js';
import type { Metadata } from '../metadata.js';

/** A postal address as Stripe stores it. */
export interface PostalAddress {
  readonly city: string | null;
  readonly country: string | null;
  readonly line1: string | null;
  readonly line2: string | null;
  readonly postal_code: string | null;
  readonly state: string | null;
}

/** A customer. */
export interface CustomerObject {
  readonly id: string;
  readonly object: 'customer';
  readonly address: PostalAddress | null;
  readonly balance: number;
  readonly created: EpochSeconds;
  readonly currency: string | null;
  readonly customer_account: null;
  readonly default_source: null;
  readonly delinquent: boolean;
  readonly description: string | null;
  readonly discount: null;
  readonly email: string | null;
  readonly invoice_prefix: string;
  readonly invoice_settings: {
    readonly custom_fields: null;
    readonly default_payment_method: string | null;
    readonly footer: string | null;
    readonly rendering_options: null;
  };
  readonly livemode: false;
  readonly metadata: Metadata;
  readonly name: string | null;
  readonly next_invoice_sequence: number;
  readonly phone: string | null;
  readonly preferred_locales: readonly string[];
  readonly shipping: null;
  readonly tax_exempt: 'exempt' | 'none' | 'reverse';
  readonly test_clock: string | null;
}

/** What remains of a deleted object. */
export interface DeletedObject<O extends string> {
  readonly id: string;
  readonly object: O;
  readonly deleted: true;
}
