/**
 * What a metered line says while its invoice is a draft: usage of the period still counts when it arrives before the invoice is finalized
 * (Stripe's documentation of usage-based billing, read 2026-11-21).
 */
import { usageOf } from '../meter-events/summarize.js';
import { findMeter } from '../meters/create.js';
import type { StripeWorld } from '../world.js';
import { usedPart } from './lines.js';
import type { InvoiceLineObject, InvoiceObject } from './object.js';

/** The draft with its metered lines as the meters stand now. */
export function recountUsage(world: StripeWorld, draft: InvoiceObject): InvoiceObject {
  const data = draft.lines.data.map((line) => recounted(world, draft.customer, line));
  if (data.every((line, at) => line === draft.lines.data[at])) return draft;
  const total = data.reduce((sum, { amount }) => sum + amount, 0);
  const amountDue = Math.max(total + draft.starting_balance, 0);
  return {
    ...draft,
    amount_due: amountDue,
    amount_remaining: amountDue,
    lines: { ...draft.lines, data },
    subtotal: total,
    subtotal_excluding_tax: total,
    total,
    total_excluding_tax: total,
  };
}

function recounted(world: StripeWorld, customerId: string, line: InvoiceLineObject): InvoiceLineObject {
  const price = world.state.prices.get(line.pricing.price_details.price);
  const meterId = price?.recurring?.meter ?? null;
  if (price === undefined || meterId === null || line.parent.subscription_item_details.proration) return line;
  const { start: from, end: to } = line.period;
  const { amountMinor, quantity, description } = usedPart(
    world,
    price,
    usageOf(world, findMeter(world, meterId), { customerId, from, to }),
  );
  return {
    ...line,
    amount: amountMinor,
    description,
    quantity,
    quantity_decimal: String(quantity),
    subtotal: amountMinor,
  };
}
