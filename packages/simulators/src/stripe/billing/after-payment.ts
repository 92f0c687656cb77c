/** What a paid or unpaid invoice means for its subscription. */
import { emit } from '../events/emit.js';
import type { InvoiceObject } from '../invoices/object.js';
import { changeSubscription } from '../subscriptions/change.js';
import { isEnded, withoutPauseReason, type SubscriptionObject } from '../subscriptions/object.js';
import type { StripeWorld } from '../world.js';
import { endSubscription } from './end-subscription.js';
import { putToSleep } from './put-to-sleep.js';

/** Brings a subscription back to good standing when its latest invoice is paid. */
export function applyPaid(world: StripeWorld, invoice: InvoiceObject): void {
  const subscription = subscriptionOf(world, invoice);
  if (subscription === undefined || isEnded(subscription) || subscription.latest_invoice !== invoice.id)
    return;
  if (subscription.status === 'paused') {
    const resumed: SubscriptionObject = { ...withoutPauseReason(subscription), status: 'active' };
    world.state.subscriptions.set(resumed.id, resumed);
    emit(world, { type: 'customer.subscription.resumed', object: resumed });
    return;
  }
  if (['incomplete', 'past_due', 'unpaid'].includes(subscription.status)) {
    changeSubscription(world, subscription, { status: 'active' });
  }
}

/** Whether an unpaid invoice is tried again by itself: the first one of a subscription never is. */
export function isRetried(world: StripeWorld, invoice: InvoiceObject): boolean {
  return invoice.auto_advance && subscriptionOf(world, invoice)?.status !== 'incomplete';
}

/** Lets a subscription fall behind when its latest invoice stays unpaid, and to its end after the last try. */
export function applyUnpaid(world: StripeWorld, invoice: InvoiceObject): void {
  const subscription = subscriptionOf(world, invoice);
  if (subscription === undefined || isEnded(subscription) || subscription.latest_invoice !== invoice.id)
    return;
  if (subscription.status === 'incomplete' || subscription.status === 'paused') return;
  const isLastTry = invoice.next_payment_attempt === null;
  const behind = changeSubscription(world, subscription, { status: 'past_due' });
  if (!isLastTry) return;
  switch (world.settings.afterLastFailure) {
    case 'cancel':
      endSubscription(world, behind, { reason: 'payment_failed' });
      return;
    case 'unpaid':
      changeSubscription(world, behind, { status: 'unpaid' });
      return;
    case 'pause':
      putToSleep(world, behind, 'final_payment_failure');
      return;
    case 'past_due':
      return;
  }
}

function subscriptionOf(world: StripeWorld, invoice: InvoiceObject): SubscriptionObject | undefined {
  return world.state.subscriptions.get(invoice.parent.subscription_details.subscription);
}
