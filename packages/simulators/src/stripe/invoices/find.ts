import { resourceMissing } from '../api/failure.js';
import type { StripeWorld } from '../world.js';
import type { InvoiceObject } from './object.js';

/** The invoice with this id; refuses a missing one. */
export function findInvoice(world: StripeWorld, id: string): InvoiceObject {
  const found = world.state.invoices.get(id);
  if (found === undefined) throw resourceMissing({ noun: 'invoice', id });
  return found;
}
