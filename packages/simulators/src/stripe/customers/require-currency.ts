import { invalidRequest } from '../api/failure.js';
import type { CustomerObject } from './object.js';

/** Refuses a second currency: a customer keeps the one of the first invoice (facts 1.5, read 2026-11-20). */
export function requireCurrency(customer: CustomerObject | undefined, currency: string | undefined): void {
  const known = customer?.currency ?? null;
  if (known === null || currency === undefined || known === currency) return;
  throw invalidRequest(
    `You cannot combine currencies on a single customer. This customer has had a subscription, coupon, or invoice item with currency ${known}.`,
    { param: 'currency' },
  );
}
