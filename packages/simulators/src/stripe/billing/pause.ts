import { invalidRequest } from '../api/failure.js';
import { emit } from '../events/emit.js';
import { draftInvoice } from '../invoices/draft.js';
import { periodLines } from '../invoices/lines.js';
import { isEnded, withoutPauseReason, type SubscriptionObject } from '../subscriptions/object.js';
import { nowSeconds, type StripeWorld } from '../world.js';
import { collectInvoice } from './collect.js';
import { putToSleep } from './put-to-sleep.js';
import { movePeriod } from './renew.js';
import { planTurns } from './turn.js';

/** Stops a subscription until it is resumed. */
export function pauseSubscription(world: StripeWorld, before: SubscriptionObject): SubscriptionObject {
  if (isEnded(before) || before.status === 'paused' || before.status === 'incomplete') {
    throw invalidRequest(`This subscription cannot be paused because its status is \`${before.status}\`.`);
  }
  if (before.schedule !== null) {
    throw invalidRequest(
      `This subscription is managed by the schedule \`${before.schedule}\` and cannot be paused.`,
    );
  }
  return putToSleep(world, before, 'pause_requested');
}

/** How a paused subscription comes back. */
export interface ResumeOptions {
  /** Default: a new period starts now. */
  readonly anchor: 'now' | 'unchanged';
  /** `success`: stays paused until the invoice is paid. `attempt`: active (or past due) at once. */
  readonly resumesOn: 'attempt' | 'success';
}

/** Resumes a paused subscription; a new period is invoiced and charged at once. */
export function resumeSubscription(
  world: StripeWorld,
  before: SubscriptionObject,
  options: ResumeOptions,
): SubscriptionObject {
  if (before.status !== 'paused') {
    throw invalidRequest('Only subscriptions with a status of `paused` can be resumed.');
  }
  const now = nowSeconds(world);
  const anchor = options.anchor === 'now' ? now : before.billing_cycle_anchor;
  const isPeriodOver = before.items.data.every((item) => item.current_period_end <= now);
  if (options.anchor === 'unchanged' && !isPeriodOver) return putBack(world, before);
  const moved = movePeriod({ ...before, billing_cycle_anchor: anchor }, now);
  const waiting: SubscriptionObject = { ...moved, trial_end: before.trial_end };
  const invoice = draftInvoice(world, {
    subscription: waiting,
    reason: 'subscription_cycle',
    lines: periodLines(world, waiting),
    finalizesAt: now,
  });
  world.state.subscriptions.set(before.id, { ...waiting, latest_invoice: invoice.id });
  const paid = collectInvoice(world, invoice.id, { presence: 'away' });
  const after = world.state.subscriptions.get(before.id) ?? waiting;
  const isStillPaused = after.status === 'paused' && paid.kind !== 'succeeded';
  const settled =
    isStillPaused && options.resumesOn === 'attempt'
      ? putBack(world, { ...after, status: 'past_due' })
      : after;
  planTurns(world, settled);
  return settled;
}

function putBack(world: StripeWorld, paused: SubscriptionObject): SubscriptionObject {
  const resumed: SubscriptionObject = {
    ...withoutPauseReason(paused),
    status: paused.status === 'past_due' ? 'past_due' : 'active',
  };
  world.state.subscriptions.set(resumed.id, resumed);
  emit(world, { type: 'customer.subscription.resumed', object: resumed });
  planTurns(world, resumed);
  return resumed;
}
