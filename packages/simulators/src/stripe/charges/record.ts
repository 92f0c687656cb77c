import type { StripeErrorBody } from '../api/failure.js';
import { emit } from '../events/emit.js';
import type { PaymentIntentObject } from '../payment-intents/object.js';
import { nowSeconds, type StripeWorld } from '../world.js';
import type { ChargeObject } from './object.js';

/** A try to move the money of an intent; `error` says why it did not move. */
export interface ChargeAttempt {
  readonly paymentMethodId: string;
  readonly error: StripeErrorBody | null;
}

/** Notes a charge that went through or failed, and says so. */
export function recordCharge(
  world: StripeWorld,
  intent: PaymentIntentObject,
  { paymentMethodId, error }: ChargeAttempt,
): ChargeObject {
  const isPaid = error === null;
  const method = world.state.paymentMethods.get(paymentMethodId);
  const charge: ChargeObject = {
    ...FIXED,
    id: world.ids.next('ch_3', 23),
    amount: intent.amount,
    amount_captured: isPaid ? intent.amount : 0,
    billing_details: method?.billing_details ?? NO_BILLING_DETAILS,
    captured: isPaid,
    created: nowSeconds(world),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    failure_code: error?.code ?? null,
    failure_message: error?.message ?? null,
    paid: isPaid,
    payment_intent: intent.id,
    payment_method: paymentMethodId,
    status: isPaid ? 'succeeded' : 'failed',
  };
  world.state.charges.set(charge.id, charge);
  emit(world, { type: isPaid ? 'charge.succeeded' : 'charge.failed', object: charge });
  return charge;
}

const NO_BILLING_DETAILS: ChargeObject['billing_details'] = {
  address: { city: null, country: null, line1: null, line2: null, postal_code: null, state: null },
  email: null,
  name: null,
  phone: null,
  tax_id: null,
};

/** What every new charge has in common. */
const FIXED = {
  object: 'charge',
  amount_refunded: 0,
  application: null,
  application_fee: null,
  application_fee_amount: null,
  balance_transaction: null,
  calculated_statement_descriptor: null,
  disputed: false,
  failure_balance_transaction: null,
  fraud_details: null,
  livemode: false,
  metadata: {},
  on_behalf_of: null,
  outcome: null,
  payment_method_details: null,
  receipt_email: null,
  receipt_number: null,
  receipt_url: null,
  refunded: false,
  review: null,
  shipping: null,
  source: null,
  source_transfer: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  transfer_data: null,
  transfer_group: null,
} as const satisfies Partial<ChargeObject>;
