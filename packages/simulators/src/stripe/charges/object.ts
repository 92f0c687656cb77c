import type { EpochSeconds } from '../epoch.js';
import type { Metadata } from '../metadata.js';
import type { PaymentMethodObject } from '../payment-methods/object.js';

/** One movement of money towards an invoice, as far as refunds and disputes need one. */
export interface ChargeObject {
  readonly id: string;
  readonly object: 'charge';
  readonly amount: number;
  readonly amount_captured: number;
  readonly amount_refunded: number;
  readonly application: null;
  readonly application_fee: null;
  readonly application_fee_amount: null;
  readonly balance_transaction: null;
  readonly billing_details: PaymentMethodObject['billing_details'];
  readonly calculated_statement_descriptor: null;
  readonly captured: boolean;
  readonly created: EpochSeconds;
  readonly currency: string;
  readonly customer: string;
  readonly description: string;
  readonly disputed: boolean;
  readonly failure_balance_transaction: null;
  readonly failure_code: string | null;
  readonly failure_message: string | null;
  readonly fraud_details: null;
  readonly livemode: false;
  readonly metadata: Metadata;
  readonly on_behalf_of: null;
  readonly outcome: null;
  readonly paid: boolean;
  readonly payment_intent: string;
  readonly payment_method: string;
  readonly payment_method_details: null;
  readonly receipt_email: null;
  readonly receipt_number: null;
  readonly receipt_url: null;
  readonly refunded: boolean;
  readonly review: null;
  readonly shipping: null;
  readonly source: null;
  readonly source_transfer: null;
  readonly statement_descriptor: null;
  readonly statement_descriptor_suffix: null;
  readonly status: 'failed' | 'succeeded';
  readonly transfer_data: null;
  readonly transfer_group: null;
}
