/** An invoice's way from draft to its end. Each step stores the invoice and says what happened. */
import { invalidRequest } from '../api/failure.js';
import { findCustomer } from '../customers/find.js';
import { emit } from '../events/emit.js';
import { openPayment } from './payment.js';
import { nowSeconds, type StripeWorld } from '../world.js';
import type { InvoiceObject } from './object.js';
import { recountUsage } from './recount-usage.js';

/** Puts a changed invoice in place; tells of it when `eventType` is given. */
export function changeInvoice(
  world: StripeWorld,
  before: InvoiceObject,
  change: Partial<InvoiceObject>,
  eventType?: string,
): InvoiceObject {
  const after: InvoiceObject = { ...before, ...change };
  world.state.invoices.set(after.id, after);
  if (eventType === 'invoice.updated') emit(world, { type: eventType, object: after, before });
  else if (eventType !== undefined) emit(world, { type: eventType, object: after });
  return after;
}

/** Closes a draft: counted for the last time, numbered, payable, and paid at once when nothing is due. */
export function finalizeInvoice(world: StripeWorld, draft: InvoiceObject): InvoiceObject {
  if (draft.status !== 'draft') {
    throw invalidRequest('This invoice is already finalized, you can’t re-finalize a non-draft invoice.', {
      code: 'invoice_not_editable',
    });
  }
  const counted = recountUsage(world, draft);
  const customer = findCustomer(world, counted.customer);
  const endingBalance = Math.min(counted.total + counted.starting_balance, 0);
  world.state.customers.set(customer.id, {
    ...customer,
    balance: endingBalance,
    currency: customer.currency ?? draft.currency,
    next_invoice_sequence: customer.next_invoice_sequence + 1,
  });
  const finalized = changeInvoice(
    world,
    counted,
    {
      automatically_finalizes_at: null,
      effective_at: nowSeconds(world),
      ending_balance: endingBalance,
      hosted_invoice_url: `${world.origin()}/i/${draft.id}`,
      number: `${customer.invoice_prefix}-${String(customer.next_invoice_sequence).padStart(4, '0')}`,
      status: 'open',
      status_transitions: { ...draft.status_transitions, finalized_at: nowSeconds(world) },
    },
    'invoice.finalized',
  );
  if (finalized.amount_due === 0) return markPaid(world, finalized, { isAttempt: true });
  openPayment(world, finalized);
  return finalized;
}

/** Records that an invoice is paid. `isAttempt` says whether a payment was tried, as opposed to paid elsewhere. */
export function markPaid(
  world: StripeWorld,
  before: InvoiceObject,
  how: { readonly isAttempt: boolean },
): InvoiceObject {
  const paid = changeInvoice(
    world,
    before,
    {
      amount_paid: before.amount_due,
      amount_remaining: 0,
      attempted: true,
      attempt_count: before.attempt_count + (how.isAttempt && before.amount_due > 0 ? 1 : 0),
      auto_advance: false,
      next_payment_attempt: null,
      status: 'paid',
      status_transitions: { ...before.status_transitions, paid_at: nowSeconds(world) },
    },
    'invoice.paid',
  );
  if (how.isAttempt) emit(world, { type: 'invoice.payment_succeeded', object: paid });
  return paid;
}

/** Cancels an invoice for good. */
export function voidInvoice(world: StripeWorld, before: InvoiceObject): InvoiceObject {
  if (before.status !== 'open' && before.status !== 'uncollectible') {
    throw invalidRequest('You can only pass in open invoices. This invoice isn’t open.');
  }
  return changeInvoice(
    world,
    before,
    {
      auto_advance: false,
      next_payment_attempt: null,
      status: 'void',
      status_transitions: { ...before.status_transitions, voided_at: nowSeconds(world) },
    },
    'invoice.voided',
  );
}

/** Gives up on an invoice; it can still be paid. */
export function markUncollectible(world: StripeWorld, before: InvoiceObject): InvoiceObject {
  if (before.status !== 'open') {
    throw invalidRequest('You can only pass in open invoices. This invoice isn’t open.');
  }
  return changeInvoice(
    world,
    before,
    {
      auto_advance: false,
      next_payment_attempt: null,
      status: 'uncollectible',
      status_transitions: { ...before.status_transitions, marked_uncollectible_at: nowSeconds(world) },
    },
    'invoice.marked_uncollectible',
  );
}
