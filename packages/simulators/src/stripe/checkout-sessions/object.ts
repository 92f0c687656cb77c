import type { EpochSeconds } from '../epoch.js';
import type { Metadata } from '../metadata.js';
import type { PostalAddress } from '../customers/object.js';
import type { PriceObject } from '../prices/object.js';

/** Whether the flow is still running. `complete` says only that it ended, not that money arrived. */
export type CheckoutStatus = 'complete' | 'expired' | 'open';

/** Whether money arrived. */
export type CheckoutPaymentStatus = 'no_payment_required' | 'paid' | 'unpaid';

/** One line of a session. */
export interface CheckoutLineItem {
  readonly id: string;
  readonly object: 'item';
  readonly adjustable_quantity: null;
  readonly amount_discount: number;
  readonly amount_subtotal: number;
  readonly amount_tax: number;
  readonly amount_total: number;
  readonly currency: string;
  readonly description: string;
  readonly metadata: Metadata;
  readonly price: PriceObject;
  readonly quantity: number;
}

/** What the customer typed on the hosted page. */
export interface CustomerDetails {
  readonly address: PostalAddress | null;
  readonly business_name: string | null;
  readonly email: string | null;
  readonly individual_name: string | null;
  readonly name: string | null;
  readonly phone: string | null;
  readonly tax_exempt: 'exempt' | 'none' | 'reverse';
  readonly tax_ids: readonly never[];
}

/** A Checkout Session in subscription mode. */
export interface CheckoutSessionObject {
  readonly id: string;
  readonly object: 'checkout.session';
  readonly adaptive_pricing: { readonly enabled: boolean };
  readonly after_expiration: null;
  readonly allow_promotion_codes: boolean | null;
  readonly allowed_payment_method_types: null;
  readonly amount_subtotal: number;
  readonly amount_total: number;
  readonly automatic_tax: {
    readonly enabled: boolean;
    readonly liability: { readonly type: 'self' } | null;
    readonly provider: 'stripe' | null;
    readonly status: 'complete' | 'requires_location_inputs' | null;
  };
  readonly billing_address_collection: 'auto' | 'required' | null;
  readonly cancel_url: string | null;
  readonly client_reference_id: string | null;
  readonly client_secret: null;
  readonly collected_information: null;
  readonly consent: null;
  readonly consent_collection: null;
  readonly created: EpochSeconds;
  readonly currency: string;
  readonly currency_conversion: null;
  readonly custom_fields: readonly never[];
  readonly custom_text: {
    readonly after_submit: null;
    readonly shipping_address: null;
    readonly submit: { readonly message: string } | null;
    readonly terms_of_service_acceptance: null;
  };
  readonly customer: string | null;
  readonly customer_account: null;
  readonly customer_creation: 'always' | null;
  readonly customer_details: CustomerDetails | null;
  readonly customer_email: string | null;
  readonly discounts: readonly never[];
  readonly expires_at: EpochSeconds;
  readonly integration_identifier: null;
  readonly invoice: string | null;
  readonly invoice_creation: null;
  readonly livemode: false;
  readonly locale: string | null;
  readonly managed_payments: null;
  readonly metadata: Metadata;
  readonly mode: 'subscription';
  readonly origin_context: null;
  readonly payment_intent: null;
  readonly payment_link: null;
  readonly payment_method_collection: 'always' | 'if_required';
  readonly payment_method_configuration_details: null;
  readonly payment_method_options: Readonly<Record<string, never>>;
  readonly payment_method_types: readonly string[];
  readonly payment_status: CheckoutPaymentStatus;
  readonly permissions: null;
  readonly phone_number_collection: { readonly enabled: boolean };
  readonly recovered_from: null;
  readonly saved_payment_method_options: null;
  readonly setup_intent: null;
  readonly shipping_address_collection: null;
  readonly shipping_cost: null;
  readonly shipping_options: readonly never[];
  readonly status: CheckoutStatus;
  readonly submit_type: null;
  readonly subscription: string | null;
  readonly success_url: string;
  readonly tax_id_collection: { readonly enabled: boolean; readonly required: 'if_supported' | 'never' };
  readonly total_details: {
    readonly amount_discount: number;
    readonly amount_shipping: number;
    readonly amount_tax: number;
  };
  readonly ui_mode: 'hosted_page';
  readonly url: string | null;
  readonly wallet_options: null;
}
