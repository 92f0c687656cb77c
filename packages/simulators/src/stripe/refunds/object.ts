import type { EpochSeconds } from '../epoch.js';
import type { Metadata } from '../metadata.js';

/** Why money went back. */
export type RefundReason = 'duplicate' | 'fraudulent' | 'requested_by_customer';

/** Money that went back to a customer. */
export interface RefundObject {
  readonly id: string;
  readonly object: 'refund';
  readonly amount: number;
  readonly balance_transaction: null;
  readonly charge: string;
  readonly created: EpochSeconds;
  readonly currency: string;
  readonly customer: string;
  readonly customer_account: null;
  readonly metadata: Metadata;
  readonly payment_intent: string;
  readonly payment_method: string;
  readonly reason: RefundReason | null;
  readonly receipt_number: null;
  readonly source_transfer_reversal: null;
  readonly status: 'succeeded';
  readonly transfer_reversal: null;
}
