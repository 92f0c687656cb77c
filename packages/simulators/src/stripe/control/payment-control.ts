import type { CardEntry } from '../cards/card-entry.js';
import { moveNextAttempt } from '../billing/collect.js';
import { findCharge } from '../charges/find.js';
import type { DisputeObject, DisputeReason } from '../disputes/object.js';
import { closeDispute, findDispute, openDispute } from '../disputes/progress.js';
import { toEpochSeconds } from '../epoch.js';
import type { InvoiceObject } from '../invoices/object.js';
import { findInvoice } from '../invoices/find.js';
import { payHosted } from '../invoices/pay-hosted.js';
import { attempt, type PortalOutcome } from '../portal-sessions/operations.js';
import { timelineOfCustomer } from '../test-clocks/timeline-of.js';
import { onTimeline, type StripeWorld } from '../world.js';

/** What customers, banks and Stripe itself do with payments. */
export interface PaymentControl {
  /** Does what the hosted invoice page does: pays with a card typed in, else with the saved one. */
  payInvoice(invoiceId: string, card?: CardEntry): PortalOutcome<InvoiceObject>;
  /** Moves the next automatic attempt of an open invoice, as Smart Retries do. `atMs` is unix ms, ahead of now. */
  moveNextAttempt(invoiceId: string, atMs: number): InvoiceObject;
  /** Lets the cardholder's bank take a payment back; `reason` defaults to `fraudulent`. */
  openDispute(chargeId: string, reason?: DisputeReason): DisputeObject;
  /** Decides a dispute. */
  closeDispute(disputeId: string, outcome: 'lost' | 'won'): DisputeObject;
}

/** Builds the payment part of the control. */
export function createPaymentControl(world: StripeWorld): PaymentControl {
  return {
    payInvoice: (invoiceId, card) =>
      attempt(world, findInvoice(world, invoiceId).customer, () => payHosted(world, invoiceId, card)),
    moveNextAttempt: (invoiceId, atMs) =>
      onTimeline(world, timelineOfCustomer(world, findInvoice(world, invoiceId).customer), () =>
        moveNextAttempt(world, invoiceId, toEpochSeconds(atMs)),
      ),
    openDispute: (chargeId, reason = 'fraudulent') => {
      const charge = findCharge(world, chargeId);
      const timeline = timelineOfCustomer(world, charge.customer);
      return onTimeline(world, timeline, () => openDispute(world, charge, reason));
    },
    closeDispute: (disputeId, outcome) => closeDispute(world, findDispute(world, disputeId), outcome),
  };
}
