/** Invoices that are drawn up and not collected: those of an unpaid subscription, and those of one whose collection is paused. */
import type { InvoiceObject } from '../invoices/object.js';
import { changeInvoice, finalizeInvoice, markUncollectible, voidInvoice } from '../invoices/progress.js';
import type { SubscriptionObject } from '../subscriptions/object.js';
import type { StripeWorld } from '../world.js';

/** Whether a new invoice of the subscription collects itself. */
export function isCollected({ status, pause_collection: pause }: SubscriptionObject): boolean {
  return status !== 'unpaid' && pause === null;
}

/** What `pause_collection` does to an invoice. One that credits cover is paid by being finalized: nothing is left to give up. */
export function holdBack(world: StripeWorld, subscription: SubscriptionObject, invoice: InvoiceObject): void {
  switch (subscription.pause_collection?.behavior) {
    case 'void':
      giveUp(world, invoice, voidInvoice);
      return;
    case 'mark_uncollectible':
      giveUp(world, invoice, markUncollectible);
      return;
    case 'keep_as_draft':
      changeInvoice(world, invoice, { auto_advance: false });
      return;
    case undefined:
      return;
  }
}

function giveUp(world: StripeWorld, invoice: InvoiceObject, by: typeof voidInvoice): void {
  const finalized = finalizeInvoice(world, invoice);
  if (finalized.status === 'open') by(world, finalized);
}
