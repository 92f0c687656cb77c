/** Collecting money for an invoice: a try, what it means, and the tries after it. */
import { cardFailure, invalidRequest } from '../api/failure.js';
import type { EpochSeconds } from '../epoch.js';
import { emit } from '../events/emit.js';
import { findInvoice } from '../invoices/find.js';
import { changeInvoice, finalizeInvoice, markPaid } from '../invoices/progress.js';
import type { InvoiceObject } from '../invoices/object.js';
import { recordPayment } from '../invoices/payment.js';
import { nowSeconds, planAt, type StripeWorld } from '../world.js';
import { applyPaid, applyUnpaid, isRetried } from './after-payment.js';
import { chargeOutcome, paymentMethodOf, type ChargeResult, type CustomerPresence } from './charge.js';
import { movedAttemptAt, nextAttemptAt } from './retry-plan.js';

/** How a try is made. */
export interface CollectAttempt {
  readonly presence: CustomerPresence;
  /** Default: the subscription's payment method, else the customer's. */
  readonly methodId?: string | null;
}

/** Finalizes the invoice if it is a draft and tries to collect it once. */
export function collectInvoice(world: StripeWorld, invoiceId: string, attempt: CollectAttempt): ChargeResult {
  const stored = world.state.invoices.get(invoiceId);
  if (stored === undefined) return { kind: 'no_method' };
  const invoice = stored.status === 'draft' ? finalizeInvoice(world, stored) : stored;
  if (invoice.status === 'paid') {
    applyPaid(world, invoice);
    return { kind: 'succeeded' };
  }
  const methodId = attempt.methodId ?? defaultMethodOf(world, invoice);
  const result = chargeOutcome(world, methodId, attempt.presence);
  settle(world, { invoice, result, methodId });
  return result;
}

/** Lets a draft collect itself when its time comes, unless somebody was quicker or it was stopped. */
export function planCollection(world: StripeWorld, invoice: InvoiceObject): void {
  const at = invoice.automatically_finalizes_at;
  if (at === null) return;
  planAt(world, {
    at,
    name: `invoice.finalize ${invoice.id}`,
    run: () => {
      if (world.state.invoices.get(invoice.id)?.automatically_finalizes_at !== at) return;
      collectInvoice(world, invoice.id, { presence: 'away' });
    },
  });
}

/** The payment method an invoice is charged with by default. */
function defaultMethodOf(world: StripeWorld, invoice: InvoiceObject): string | null {
  const subscription = world.state.subscriptions.get(invoice.parent.subscription_details.subscription);
  return subscription === undefined ? null : paymentMethodOf(world, subscription);
}

interface Settlement {
  readonly invoice: InvoiceObject;
  readonly result: ChargeResult;
  readonly methodId: string | null;
}

function settle(world: StripeWorld, settlement: Settlement): void {
  const { invoice, result, methodId } = settlement;
  switch (result.kind) {
    case 'succeeded':
      recordPayment(world, invoice.id, { status: 'succeeded', paymentMethodId: methodId, error: null });
      applyPaid(world, markPaid(world, invoice, { isAttempt: true }));
      return;
    case 'processing':
      recordPayment(world, invoice.id, { status: 'processing', paymentMethodId: methodId, error: null });
      planSettlement(world, { invoice, methodId, settlesAs: result.settlesAs });
      return;
    case 'declined':
    case 'no_method':
    case 'requires_action':
      settleFailure(world, settlement);
  }
}

function settleFailure(world: StripeWorld, { invoice, result, methodId }: Settlement): void {
  const error = result.kind === 'declined' ? cardFailure(result.refusal).body : null;
  recordPayment(world, invoice.id, {
    status: result.kind === 'requires_action' ? 'requires_action' : 'requires_payment_method',
    paymentMethodId: methodId,
    error,
  });
  const attemptCount = invoice.attempt_count + 1;
  const nextAt = isRetried(world, invoice) ? nextAttemptAt(world, invoice, attemptCount) : null;
  const failed = changeInvoice(world, invoice, {
    attempt_count: attemptCount,
    attempted: true,
    next_payment_attempt: nextAt,
  });
  emit(world, { type: 'invoice.updated', object: failed, before: invoice });
  if (result.kind === 'requires_action')
    emit(world, { type: 'invoice.payment_action_required', object: failed });
  emit(world, { type: 'invoice.payment_failed', object: failed });
  if (nextAt !== null) {
    planRetry(world, failed, nextAt);
    planSecondThoughts(world, failed, nextAt);
  }
  applyUnpaid(world, failed);
}

function planRetry(world: StripeWorld, invoice: InvoiceObject, at: number): void {
  planAt(world, {
    at,
    name: `invoice.retry ${invoice.id}`,
    run: () => {
      const current = world.state.invoices.get(invoice.id);
      if (current?.status !== 'open' || current.next_payment_attempt !== at) return;
      collectInvoice(world, invoice.id, { presence: 'away' });
    },
  });
}

/** Moves the next automatic try of an open invoice; the world hears of it by `invoice.updated` alone. */
export function moveNextAttempt(world: StripeWorld, invoiceId: string, at: EpochSeconds): InvoiceObject {
  const before = findInvoice(world, invoiceId);
  if (before.status !== 'open' || before.next_payment_attempt === null || at <= nowSeconds(world)) {
    throw invalidRequest('Only a planned attempt can be moved, and only into the future.');
  }
  const moved = changeInvoice(world, before, { next_payment_attempt: at }, 'invoice.updated');
  planRetry(world, moved, at);
  return moved;
}

/** Half-way to the next try, Smart Retries may find a better moment for it. */
function planSecondThoughts(world: StripeWorld, { id }: InvoiceObject, plannedAt: EpochSeconds): void {
  if ((world.settings.smartRetries?.movesByHours ?? 0) === 0) return;
  planAt(world, {
    at: Math.round((nowSeconds(world) + plannedAt) / 2),
    name: `invoice.move_retry ${id}`,
    run: () => {
      const current = world.state.invoices.get(id);
      if (current?.status !== 'open' || current.next_payment_attempt !== plannedAt) return;
      const at = movedAttemptAt(world, plannedAt);
      if (at !== null) moveNextAttempt(world, id, at);
    },
  });
}

function planSettlement(
  world: StripeWorld,
  delayed: {
    readonly invoice: InvoiceObject;
    readonly methodId: string | null;
    readonly settlesAs: 'failed' | 'succeeded';
  },
): void {
  const { invoice, methodId, settlesAs } = delayed;
  planAt(world, {
    at: nowSeconds(world) + world.settings.delayedPaymentSeconds,
    name: `payment.settle ${invoice.id}`,
    run: () => {
      const current = world.state.invoices.get(invoice.id);
      if (current?.status !== 'open') return;
      const result: ChargeResult =
        settlesAs === 'succeeded' ? { kind: 'succeeded' } : { kind: 'declined', refusal: BANK_REFUSAL };
      settle(world, { invoice: current, result, methodId });
    },
  });
}

const BANK_REFUSAL = {
  code: 'payment_intent_payment_attempt_failed',
  message: 'The payment failed: the bank returned it.',
} as const;
