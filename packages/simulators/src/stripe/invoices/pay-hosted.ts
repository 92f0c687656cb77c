import { cardFailure, invalidRequest, resourceMissing } from '../api/failure.js';
import { collectInvoice } from '../billing/collect.js';
import { isRefusal, readCardEntry, type CardEntry } from '../cards/card-entry.js';
import { attachPaymentMethod } from '../payment-methods/attach.js';
import { createCardPaymentMethod } from '../payment-methods/create.js';
import { changeSubscription } from '../subscriptions/change.js';
import { isEnded } from '../subscriptions/object.js';
import type { StripeWorld } from '../world.js';
import { findInvoice } from './find.js';
import type { InvoiceObject } from './object.js';

/**
 * Pays an open invoice as its hosted page does, the customer being present: with a card typed in, else with the saved one.
 * A card typed in becomes the subscription's own only where `save_default_payment_method` says so. Refuses what the page
 * would show as an error.
 */
export function payHosted(world: StripeWorld, invoiceId: string, entry?: CardEntry): InvoiceObject {
  const invoice = findInvoice(world, invoiceId);
  if (invoice.status !== 'open') throw invalidRequest('This invoice cannot be paid.');
  const methodId = entry === undefined ? null : saveCard(world, invoice, entry);
  const result = collectInvoice(world, invoice.id, { presence: 'authenticated', methodId });
  if (result.kind === 'declined') throw cardFailure(result.refusal);
  if (result.kind === 'no_method') {
    throw invalidRequest('There is no saved payment method. Enter a card instead.');
  }
  if (methodId !== null) keepCard(world, invoice, methodId);
  return findInvoice(world, invoice.id);
}

function saveCard(world: StripeWorld, invoice: InvoiceObject, entry: CardEntry): string {
  const read = readCardEntry(entry, world.clock.now());
  if (isRefusal(read)) throw cardFailure(read);
  if (!world.state.customers.has(invoice.customer)) {
    throw resourceMissing({ noun: 'customer', id: invoice.customer });
  }
  const billing = { email: invoice.customer_email, name: invoice.customer_name };
  return attachPaymentMethod(world, createCardPaymentMethod(world, read, billing), invoice.customer).id;
}

function keepCard(world: StripeWorld, invoice: InvoiceObject, methodId: string): void {
  const subscription = world.state.subscriptions.get(invoice.parent.subscription_details.subscription);
  if (subscription === undefined || isEnded(subscription)) return;
  if (subscription.payment_settings.save_default_payment_method !== 'on_subscription') return;
  changeSubscription(world, subscription, { default_payment_method: methodId });
}
