/**
 * Endings that are billed: at the end of a period always, at once when `invoice_now` asks for it. The final invoice charges what was used and is
 * not invoiced, and prorations that waited (Stripe's documentation of cancellations and stripe 23.1.0, `SubscriptionCancelParams`, read 2026-11-21).
 */
import { draftInvoice } from '../invoices/draft.js';
import { usageLines } from '../invoices/lines.js';
import type { InvoiceObject } from '../invoices/object.js';
import type { CancellationDetails, SubscriptionObject } from '../subscriptions/object.js';
import { nowSeconds, type StripeWorld } from '../world.js';
import { planCollection } from './collect.js';
import { markEnded, stopCollection } from './end-subscription.js';
import { holdBack, isCollected } from './hold-back.js';

/** Ends a subscription now and draws up its final invoice, which is collected about an hour later; none when nothing is left to charge. */
export function endWithInvoice(
  world: StripeWorld,
  before: SubscriptionObject,
  details: Partial<CancellationDetails>,
): SubscriptionObject {
  stopCollection(world, before.id);
  const invoice = finalInvoice(world, before);
  return markEnded(world, { ...before, latest_invoice: invoice?.id ?? before.latest_invoice }, details);
}

function finalInvoice(world: StripeWorld, subscription: SubscriptionObject): InvoiceObject | null {
  const now = nowSeconds(world);
  const lines = [
    ...usageLines(world, subscription, now),
    ...(world.state.pendingLines.get(subscription.id) ?? []),
  ];
  if (lines.length === 0) return null;
  const finalizesAt = isCollected(subscription) ? now + world.settings.draftSeconds : null;
  const invoice = draftInvoice(world, { subscription, reason: 'subscription_cycle', lines, finalizesAt });
  holdBack(world, subscription, invoice);
  planCollection(world, invoice);
  return invoice;
}
