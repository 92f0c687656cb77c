import type { ObservedInvoice, ObservedSubscription } from '../observation.js';

/** Whether two readings of a subscription say the same in everything billing follows from. */
export function isSameSubscription(
  left: ObservedSubscription | null,
  right: ObservedSubscription | null,
): boolean {
  if (left === null || right === null) return left === right;
  return textOf(left) === textOf(right);
}

/** Every fact in a fixed order; prices in theirs, which no rule looks at. */
function textOf(subscription: ObservedSubscription): string {
  return JSON.stringify([
    subscription.subscriptionId,
    subscription.status,
    subscription.providerStatus,
    [...subscription.priceIds].sort(),
    subscription.createdAt,
    subscription.trialEndsAt,
    subscription.billingAnchorAt,
    subscription.periodEndsAt,
    subscription.cancelAt,
    subscription.endedAt,
    subscription.isCollectionPaused,
    invoiceFacts(subscription.latestInvoice),
  ]);
}

function invoiceFacts(invoice: ObservedInvoice | null): readonly unknown[] | null {
  if (!invoice) return null;
  const { invoiceId, isPaid, attemptCount, nextAttemptAt, createdAt } = invoice;
  return [invoiceId, isPaid, attemptCount, nextAttemptAt, createdAt];
}
