/** The payment of an invoice: one intent, and the invoice payment that ties the two together. */
import type { StripeErrorBody } from '../api/failure.js';
import type { ChargeObject } from '../charges/object.js';
import { recordCharge } from '../charges/record.js';
import { emit } from '../events/emit.js';
import type { InvoiceObject, InvoicePaymentObject } from './object.js';
import { nowSeconds, type StripeWorld } from '../world.js';
import type { PaymentIntentObject, PaymentIntentStatus } from '../payment-intents/object.js';

/** What a try to pay has come to. */
export interface PaymentProgress {
  readonly status: PaymentIntentStatus;
  readonly paymentMethodId: string | null;
  readonly error: StripeErrorBody | null;
}

/** Opens the payment of a finalized invoice. */
export function openPayment(world: StripeWorld, invoice: InvoiceObject): void {
  const intent = newIntent(world, invoice);
  world.state.paymentIntents.set(intent.id, intent);
  emit(world, { type: 'payment_intent.created', object: intent });
  const payment: InvoicePaymentObject = {
    id: world.ids.next('inpay_1', 23),
    object: 'invoice_payment',
    amount_paid: null,
    amount_requested: invoice.amount_due,
    created: nowSeconds(world),
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { payment_intent: intent.id, type: 'payment_intent' },
    status: 'open',
    status_transitions: { canceled_at: null, paid_at: null },
  };
  world.state.invoicePayments.set(payment.id, payment);
  world.state.paymentOfInvoice.set(invoice.id, payment.id);
}

/** The payment of a finalized invoice. */
export function paymentOf(world: StripeWorld, invoiceId: string): InvoicePaymentObject | undefined {
  return world.state.invoicePayments.get(world.state.paymentOfInvoice.get(invoiceId) ?? '');
}

/** Moves an invoice's payment on and says so. */
export function recordPayment(world: StripeWorld, invoiceId: string, progress: PaymentProgress): void {
  const payment = paymentOf(world, invoiceId);
  const intent = payment && world.state.paymentIntents.get(payment.payment.payment_intent);
  if (payment === undefined || intent === undefined) return;
  const isPaid = progress.status === 'succeeded';
  const charge = chargeOf(world, intent, progress);
  const moved: PaymentIntentObject = {
    ...intent,
    amount_received: isPaid ? intent.amount : 0,
    last_payment_error: progress.error,
    latest_charge: charge?.id ?? intent.latest_charge,
    payment_method: progress.error === null ? progress.paymentMethodId : null,
    status: progress.status,
  };
  world.state.paymentIntents.set(intent.id, moved);
  const type = intentEventType(progress.status);
  if (type !== undefined) emit(world, { type, object: moved });
  if (!isPaid) return;
  const settled: InvoicePaymentObject = {
    ...payment,
    amount_paid: payment.amount_requested,
    status: 'paid',
    status_transitions: { ...payment.status_transitions, paid_at: nowSeconds(world) },
  };
  world.state.invoicePayments.set(payment.id, settled);
  emit(world, { type: 'invoice_payment.paid', object: settled });
}

/** Money that moved, or was refused by the card; what waits or has no payment method leaves no charge. */
function chargeOf(
  world: StripeWorld,
  intent: PaymentIntentObject,
  { status, paymentMethodId, error }: PaymentProgress,
): ChargeObject | undefined {
  const isDecided = status === 'succeeded' || error !== null;
  return isDecided && paymentMethodId !== null
    ? recordCharge(world, intent, { paymentMethodId, error })
    : undefined;
}

function intentEventType(status: PaymentIntentStatus): string | undefined {
  switch (status) {
    case 'succeeded':
      return 'payment_intent.succeeded';
    case 'processing':
      return 'payment_intent.processing';
    case 'requires_action':
      return 'payment_intent.requires_action';
    case 'requires_payment_method':
      return 'payment_intent.payment_failed';
    case 'canceled':
      return 'payment_intent.canceled';
  }
}

function newIntent(world: StripeWorld, invoice: InvoiceObject): PaymentIntentObject {
  const id = world.ids.next('pi_3', 23);
  return {
    ...FIXED,
    id,
    amount: invoice.amount_due,
    client_secret: `${id}_secret_${world.ids.text('client_secret', 25)}`,
    created: nowSeconds(world),
    currency: invoice.currency,
    customer: invoice.customer,
    description:
      invoice.billing_reason === 'subscription_create' ? 'Subscription creation' : 'Subscription update',
  };
}

/** What every new intent has in common. */
const FIXED = {
  object: 'payment_intent',
  allowed_payment_method_types: null,
  amount_capturable: 0,
  amount_received: 0,
  application: null,
  application_fee_amount: null,
  automatic_payment_methods: null,
  canceled_at: null,
  cancellation_reason: null,
  capture_method: 'automatic',
  confirmation_method: 'automatic',
  customer_account: null,
  excluded_payment_method_types: null,
  last_payment_error: null,
  latest_charge: null,
  livemode: false,
  managed_payments: null,
  metadata: {},
  next_action: null,
  on_behalf_of: null,
  payment_method: null,
  payment_method_configuration_details: null,
  payment_method_options: null,
  payment_method_types: ['card'],
  payment_record: null,
  processing: null,
  receipt_email: null,
  review: null,
  setup_future_usage: 'off_session',
  shipping: null,
  source: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  status: 'requires_payment_method',
  transfer_data: null,
  transfer_group: null,
} as const satisfies Partial<PaymentIntentObject>;
