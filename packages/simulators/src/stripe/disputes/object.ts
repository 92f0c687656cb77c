import type { EpochSeconds } from '../epoch.js';
import type { Metadata } from '../metadata.js';

/** Why a cardholder's bank took the money back. */
export type DisputeReason = 'duplicate' | 'fraudulent' | 'general' | 'product_not_received' | 'unrecognized';

/** Where a dispute stands. */
export type DisputeStatus = 'lost' | 'needs_response' | 'won';

/** The pieces of evidence a merchant could hand in; the simulator keeps none. */
export const EVIDENCE = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
} as const;

/** A payment the cardholder's bank took back until it is decided who is right. */
export interface DisputeObject {
  readonly id: string;
  readonly object: 'dispute';
  readonly amount: number;
  readonly balance_transactions: readonly never[];
  readonly charge: string;
  readonly created: EpochSeconds;
  readonly currency: string;
  readonly enhanced_eligibility_types: readonly never[];
  readonly evidence: typeof EVIDENCE;
  readonly evidence_details: {
    readonly due_by: EpochSeconds;
    readonly enhanced_eligibility: Readonly<Record<string, never>>;
    readonly has_evidence: false;
    readonly past_due: false;
    readonly submission_count: 0;
    readonly submission_method: 'not_submitted';
  };
  readonly intended_submission_method: null;
  readonly is_charge_refundable: false;
  readonly livemode: false;
  readonly metadata: Metadata;
  readonly payment_intent: string;
  readonly reason: DisputeReason;
  readonly status: DisputeStatus;
}
