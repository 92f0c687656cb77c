/**
 * The invoice in the shape it has since 2025-03-31 (basil): its subscription stands under `parent`, its payments in
 * `payments` (stripe 23.1.0 type declarations, read 2026-11-20).
 */
import type { StripeList } from '../api/list.js';
import type { PostalAddress } from '../customers/object.js';
import type { EpochSeconds } from '../epoch.js';
import type { Metadata } from '../metadata.js';

/** The states of an invoice. */
export type InvoiceStatus = 'draft' | 'open' | 'paid' | 'uncollectible' | 'void';

/** What caused an invoice. */
export type BillingReason =
  'manual' | 'subscription_create' | 'subscription_cycle' | 'subscription_update' | 'upcoming';

/** One line of an invoice. */
export interface InvoiceLineObject {
  readonly id: string;
  readonly object: 'line_item';
  readonly amount: number;
  readonly currency: string;
  readonly description: string | null;
  readonly discount_amounts: readonly never[];
  readonly discountable: boolean;
  readonly discounts: readonly never[];
  readonly invoice: string;
  readonly livemode: false;
  readonly metadata: Metadata;
  readonly parent: {
    readonly invoice_item_details: null;
    readonly subscription_item_details: {
      readonly invoice_item: string | null;
      readonly proration: boolean;
      readonly proration_details: { readonly credited_items: null };
      readonly subscription: string;
      readonly subscription_item: string;
    };
    readonly type: 'subscription_item_details';
  };
  readonly period: { readonly end: EpochSeconds; readonly start: EpochSeconds };
  readonly pretax_credit_amounts: readonly never[];
  readonly pricing: {
    readonly price_details: { readonly price: string; readonly product: string };
    readonly type: 'price_details';
    readonly unit_amount_decimal: string;
  };
  readonly quantity: number;
  readonly quantity_decimal: string;
  readonly subscription: string;
  readonly subtotal: number;
  readonly taxes: readonly never[];
}

/** One payment made or tried towards an invoice. */
export interface InvoicePaymentObject {
  readonly id: string;
  readonly object: 'invoice_payment';
  readonly amount_paid: number | null;
  readonly amount_requested: number;
  readonly created: EpochSeconds;
  readonly currency: string;
  readonly invoice: string;
  readonly is_default: boolean;
  readonly livemode: false;
  readonly payment: { readonly payment_intent: string; readonly type: 'payment_intent' };
  readonly status: 'canceled' | 'open' | 'paid';
  readonly status_transitions: {
    readonly canceled_at: EpochSeconds | null;
    readonly paid_at: EpochSeconds | null;
  };
}

/** An invoice. */
export interface InvoiceObject {
  readonly id: string;
  readonly object: 'invoice';
  readonly account_country: string;
  readonly account_name: string;
  readonly account_tax_ids: null;
  readonly amount_due: number;
  readonly amount_overpaid: number;
  readonly amount_paid: number;
  readonly amount_remaining: number;
  readonly amount_shipping: number;
  readonly application: null;
  readonly attempt_count: number;
  readonly attempted: boolean;
  readonly auto_advance: boolean;
  readonly automatic_tax: {
    readonly disabled_reason: null;
    readonly enabled: boolean;
    readonly liability: { readonly type: 'self' } | null;
    readonly provider: 'stripe' | null;
    readonly status: 'complete' | null;
  };
  readonly automatically_finalizes_at: EpochSeconds | null;
  readonly billing_reason: BillingReason;
  readonly collection_method: 'charge_automatically' | 'send_invoice';
  readonly created: EpochSeconds;
  readonly currency: string;
  readonly custom_fields: null;
  readonly customer: string;
  readonly customer_account: null;
  readonly customer_address: PostalAddress | null;
  readonly customer_email: string | null;
  readonly customer_name: string | null;
  readonly customer_phone: string | null;
  readonly customer_shipping: null;
  readonly customer_tax_exempt: 'exempt' | 'none' | 'reverse';
  readonly customer_tax_ids: readonly never[];
  readonly default_payment_method: string | null;
  readonly default_source: null;
  readonly default_tax_rates: readonly never[];
  readonly description: string | null;
  readonly discounts: readonly never[];
  readonly due_date: EpochSeconds | null;
  readonly effective_at: EpochSeconds | null;
  readonly ending_balance: number | null;
  readonly footer: null;
  readonly from_invoice: null;
  readonly hosted_invoice_url: string | null;
  readonly invoice_pdf: string | null;
  readonly issuer: { readonly type: 'self' };
  readonly last_finalization_error: null;
  readonly latest_revision: null;
  readonly lines: StripeList<InvoiceLineObject>;
  readonly livemode: false;
  readonly metadata: Metadata;
  readonly next_payment_attempt: EpochSeconds | null;
  readonly number: string | null;
  readonly on_behalf_of: null;
  readonly parent: {
    readonly quote_details: null;
    readonly subscription_details: { readonly metadata: Metadata; readonly subscription: string };
    readonly type: 'subscription_details';
  };
  readonly payment_settings: {
    readonly default_mandate: null;
    readonly payment_method_options: null;
    readonly payment_method_types: null;
  };
  readonly period_end: EpochSeconds;
  readonly period_start: EpochSeconds;
  readonly post_payment_credit_notes_amount: number;
  readonly pre_payment_credit_notes_amount: number;
  readonly receipt_number: null;
  readonly rendering: null;
  readonly shipping_cost: null;
  readonly shipping_details: null;
  readonly starting_balance: number;
  readonly statement_descriptor: null;
  readonly status: InvoiceStatus;
  readonly status_transitions: {
    readonly finalized_at: EpochSeconds | null;
    readonly marked_uncollectible_at: EpochSeconds | null;
    readonly paid_at: EpochSeconds | null;
    readonly voided_at: EpochSeconds | null;
  };
  readonly subtotal: number;
  readonly subtotal_excluding_tax: number;
  readonly test_clock: string | null;
  readonly total: number;
  readonly total_discount_amounts: readonly never[];
  readonly total_excluding_tax: number;
  readonly total_pretax_credit_amounts: readonly never[];
  readonly total_taxes: readonly never[];
  readonly webhooks_delivered_at: EpochSeconds | null;
}
