import { emit } from '../events/emit.js';
import { buildInvoice } from '../invoices/draft.js';
import { periodLines } from '../invoices/lines.js';
import type { InvoiceObject } from '../invoices/object.js';
import type { PendingLine } from '../invoices/pending-line.js';
import { isEnded, periodEndOf, type SubscriptionObject } from '../subscriptions/object.js';
import type { StripeWorld } from '../world.js';
import { movePeriod } from './renew.js';

/** The invoice the next renewal would draw up, with `extraLines` on it; nothing is stored. */
export function previewRenewal(
  world: StripeWorld,
  subscription: SubscriptionObject,
  extraLines: readonly PendingLine[] = [],
): InvoiceObject {
  const next = movePeriod({ ...subscription, status: 'active' }, periodEndOf(subscription));
  const pending = world.state.pendingLines.get(subscription.id) ?? [];
  const lines = [...extraLines, ...pending, ...periodLines(world, next)];
  const draft = { subscription: next, reason: 'upcoming' as const, lines, finalizesAt: null };
  return buildInvoice(world, draft, world.ids.next('upcoming_in_1', 23));
}

/** Sends `invoice.upcoming`, whose invoice has no id (facts 1.2, read 2026-11-20). */
export function sendUpcomingInvoice(world: StripeWorld, subscription: SubscriptionObject): void {
  const endsThen = subscription.cancel_at_period_end || subscription.cancel_at === periodEndOf(subscription);
  if (isEnded(subscription) || endsThen || subscription.status === 'paused') return;
  const invoice = { ...previewRenewal(world, subscription), id: undefined };
  emit(world, { type: 'invoice.upcoming', object: invoice });
}
