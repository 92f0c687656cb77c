import { wholeList } from '../api/list.js';
import { toInvoiceLine } from './lines.js';
import type { PendingLine } from './pending-line.js';
import type { CustomerObject } from '../customers/object.js';
import { findCustomer } from '../customers/find.js';
import type { EpochSeconds } from '../epoch.js';
import { emit } from '../events/emit.js';
import { periodEndOf, periodStartOf, type SubscriptionObject } from '../subscriptions/object.js';
import { nowSeconds, type StripeWorld } from '../world.js';
import type { BillingReason, InvoiceObject } from './object.js';

/** What an invoice is drawn up from. */
export interface InvoiceDraft {
  readonly subscription: SubscriptionObject;
  readonly reason: BillingReason;
  readonly lines: readonly PendingLine[];
  /** Null: it does not finalize by itself. */
  readonly finalizesAt: EpochSeconds | null;
}

/** Draws up an invoice, stores it and says so. */
export function draftInvoice(world: StripeWorld, draft: InvoiceDraft): InvoiceObject {
  const invoice = buildInvoice(world, draft, world.ids.next('in_1', 23));
  world.state.invoices.set(invoice.id, invoice);
  emit(world, { type: 'invoice.created', object: invoice });
  return invoice;
}

/** An invoice that is not stored: also what a preview shows. */
export function buildInvoice(world: StripeWorld, draft: InvoiceDraft, id: string): InvoiceObject {
  const { subscription, lines } = draft;
  const customer = findCustomer(world, subscription.customer);
  const total = lines.reduce((sum, line) => sum + line.amountMinor, 0);
  const startingBalance = Math.min(customer.balance, 0);
  const amountDue = Math.max(total + startingBalance, 0);
  return {
    ...FIXED,
    ...customerPart(customer),
    id,
    amount_due: amountDue,
    amount_remaining: amountDue,
    auto_advance: draft.finalizesAt !== null,
    automatic_tax: automaticTaxPart(subscription),
    automatically_finalizes_at: draft.finalizesAt,
    billing_reason: draft.reason,
    collection_method: subscription.collection_method,
    created: nowSeconds(world),
    currency: subscription.currency,
    lines: wholeList(
      `/v1/invoices/${id}/lines`,
      lines.map((line) => toInvoiceLine(line, { invoiceId: id, subscription })),
    ),
    parent: {
      quote_details: null,
      subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
      type: 'subscription_details',
    },
    period_end: draft.reason === 'subscription_create' ? nowSeconds(world) : periodEndOf(subscription),
    period_start: draft.reason === 'subscription_create' ? nowSeconds(world) : periodStartOf(subscription),
    starting_balance: startingBalance,
    subtotal: total,
    test_clock: subscription.test_clock,
    subtotal_excluding_tax: total,
    total,
    total_excluding_tax: total,
  };
}

function customerPart(
  customer: CustomerObject,
): Pick<
  InvoiceObject,
  | 'customer'
  | 'customer_address'
  | 'customer_email'
  | 'customer_name'
  | 'customer_phone'
  | 'customer_tax_exempt'
> {
  return {
    customer: customer.id,
    customer_address: customer.address,
    customer_email: customer.email,
    customer_name: customer.name,
    customer_phone: customer.phone,
    customer_tax_exempt: customer.tax_exempt,
  };
}

function automaticTaxPart({ automatic_tax: tax }: SubscriptionObject): InvoiceObject['automatic_tax'] {
  return {
    disabled_reason: null,
    enabled: tax.enabled,
    liability: tax.liability,
    provider: tax.enabled ? 'stripe' : null,
    status: tax.enabled ? 'complete' : null,
  };
}

/** What every new invoice has in common. */
const FIXED = {
  object: 'invoice',
  account_country: 'US',
  account_name: 'Simulated account',
  account_tax_ids: null,
  amount_overpaid: 0,
  amount_paid: 0,
  amount_shipping: 0,
  application: null,
  attempt_count: 0,
  attempted: false,
  custom_fields: null,
  customer_account: null,
  customer_shipping: null,
  customer_tax_ids: [],
  default_payment_method: null,
  default_source: null,
  default_tax_rates: [],
  description: null,
  discounts: [],
  due_date: null,
  effective_at: null,
  ending_balance: null,
  footer: null,
  from_invoice: null,
  hosted_invoice_url: null,
  invoice_pdf: null,
  issuer: { type: 'self' },
  last_finalization_error: null,
  latest_revision: null,
  livemode: false,
  metadata: {},
  next_payment_attempt: null,
  number: null,
  on_behalf_of: null,
  payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
  post_payment_credit_notes_amount: 0,
  pre_payment_credit_notes_amount: 0,
  receipt_number: null,
  rendering: null,
  shipping_cost: null,
  shipping_details: null,
  statement_descriptor: null,
  status: 'draft',
  status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
  total_discount_amounts: [],
  total_pretax_credit_amounts: [],
  total_taxes: [],
  webhooks_delivered_at: null,
} as const satisfies Partial<InvoiceObject>;
