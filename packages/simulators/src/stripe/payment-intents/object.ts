import type { StripeErrorBody } from '../api/failure.js';
import type { EpochSeconds } from '../epoch.js';
import type { Metadata } from '../metadata.js';

/** The states of a payment intent. */
export type PaymentIntentStatus =
  'canceled' | 'processing' | 'requires_action' | 'requires_payment_method' | 'succeeded';

/** A payment intent, as far as an invoice's payment shows one. */
export interface PaymentIntentObject {
  readonly id: string;
  readonly object: 'payment_intent';
  readonly allowed_payment_method_types: null;
  readonly amount: number;
  readonly amount_capturable: number;
  readonly amount_received: number;
  readonly application: null;
  readonly application_fee_amount: null;
  readonly automatic_payment_methods: null;
  readonly canceled_at: EpochSeconds | null;
  readonly cancellation_reason: null;
  readonly capture_method: 'automatic';
  readonly client_secret: string;
  readonly confirmation_method: 'automatic';
  readonly created: EpochSeconds;
  readonly currency: string;
  readonly customer: string;
  readonly customer_account: null;
  readonly description: string;
  readonly excluded_payment_method_types: null;
  readonly last_payment_error: Omit<StripeErrorBody, 'payment_method'> | null;
  readonly latest_charge: string | null;
  readonly livemode: false;
  readonly managed_payments: null;
  readonly metadata: Metadata;
  readonly next_action: null;
  readonly on_behalf_of: null;
  readonly payment_method: string | null;
  readonly payment_method_configuration_details: null;
  readonly payment_method_options: null;
  readonly payment_method_types: readonly string[];
  readonly payment_record: null;
  readonly processing: null;
  readonly receipt_email: null;
  readonly review: null;
  readonly setup_future_usage: 'off_session' | null;
  readonly shipping: null;
  readonly source: null;
  readonly statement_descriptor: null;
  readonly statement_descriptor_suffix: null;
  readonly status: PaymentIntentStatus;
  readonly transfer_data: null;
  readonly transfer_group: null;
}
