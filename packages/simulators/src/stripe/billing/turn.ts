/**
 * What happens to a subscription by itself: the trial warning, the trial's end, each renewal, a scheduled cancellation.
 *
 * A turn is planned for an instant and looks, when it runs, whether the subscription still expects it then; a change plans
 * new turns and never has to find the old ones.
 */
import { DAY_S, type EpochSeconds } from '../epoch.js';
import { emit } from '../events/emit.js';
import { changeSubscription } from '../subscriptions/change.js';
import { isEnded, periodEndOf, type SubscriptionObject } from '../subscriptions/object.js';
import { advancePhase, isPhaseEnd, scheduleOf } from '../subscription-schedules/advance.js';
import { nowSeconds, planAt, type StripeWorld } from '../world.js';
import { endWithInvoice } from './end-with-invoice.js';
import { endTrial } from './end-trial.js';
import { renewSubscription } from './renew.js';
import { sendUpcomingInvoice } from './upcoming-invoice.js';

/** Days before the end at which `customer.subscription.trial_will_end` is sent (stripe 23.1.0, event types). */
const TRIAL_WARNING_S = 3 * DAY_S;

/** Plans everything that will happen to this subscription by itself, as it stands now. */
export function planTurns(world: StripeWorld, subscription: SubscriptionObject): void {
  const { id } = subscription;
  if (isEnded(subscription)) return;
  if (subscription.trial_end !== null && subscription.status === 'trialing') {
    planTrialWarning(world, id, subscription.trial_end);
  }
  const end = periodEndOf(subscription);
  planUpcoming(world, subscription, end);
  planTurn(world, { id, at: end });
  if (subscription.cancel_at !== null) planTurn(world, { id, at: subscription.cancel_at });
  const phaseEnd = scheduleOf(world, subscription)?.current_phase?.end_date;
  if (phaseEnd !== undefined) planTurn(world, { id, at: phaseEnd });
  const resumesAt = subscription.pause_collection?.resumes_at;
  if (resumesAt !== null && resumesAt !== undefined) planTurn(world, { id, at: resumesAt });
}

/** Says that a trial ends soon: three days before, or at once when less is left. */
export function warnTrialEnd(world: StripeWorld, subscription: SubscriptionObject): void {
  const isFirst = noteOnce(world, `trial_will_end ${subscription.id} ${subscription.trial_end}`);
  if (!isFirst) return;
  emit(world, { type: 'customer.subscription.trial_will_end', object: subscription });
}

/** Whether this notice is sent for the first time. */
function noteOnce(world: StripeWorld, notice: string): boolean {
  const isFirst = !world.state.noticesSent.has(notice);
  world.state.noticesSent.add(notice);
  return isFirst;
}

function planTrialWarning(world: StripeWorld, id: string, trialEnd: EpochSeconds): void {
  planAt(world, {
    at: Math.max(trialEnd - TRIAL_WARNING_S, nowSeconds(world)),
    name: `subscription.trial_warning ${id}`,
    run: () => {
      const current = world.state.subscriptions.get(id);
      if (current?.status === 'trialing' && current.trial_end === trialEnd) warnTrialEnd(world, current);
    },
  });
}

function planUpcoming(world: StripeWorld, subscription: SubscriptionObject, periodEnd: EpochSeconds): void {
  const days = world.settings.upcomingInvoiceDays;
  const at = periodEnd - days * DAY_S;
  if (days === 0 || at <= nowSeconds(world)) return;
  planAt(world, {
    at,
    name: `invoice.upcoming ${subscription.id}`,
    run: () => {
      const current = world.state.subscriptions.get(subscription.id);
      if (current === undefined || periodEndOf(current) !== periodEnd) return;
      if (noteOnce(world, `upcoming ${current.id} ${periodEnd}`)) sendUpcomingInvoice(world, current);
    },
  });
}

function planTurn(world: StripeWorld, turn: { readonly id: string; readonly at: EpochSeconds }): void {
  planAt(world, {
    at: turn.at,
    name: `subscription.turn ${turn.id}`,
    run: () => {
      const current = world.state.subscriptions.get(turn.id);
      if (current === undefined || isEnded(current)) return;
      const after = takeTurn(world, current, turn.at);
      if (after !== current) planTurns(world, after);
    },
  });
}

/** The subscription after its turn; the same object when nothing was due. */
function takeTurn(world: StripeWorld, current: SubscriptionObject, at: EpochSeconds): SubscriptionObject {
  if (current.pause_collection?.resumes_at === at) {
    return changeSubscription(world, current, { pause_collection: null });
  }
  if (isPhaseEnd(world, current, at)) return takePhase(world, current, at);
  const isPeriodEnd = periodEndOf(current) === at;
  if (current.cancel_at === at || (current.cancel_at_period_end && isPeriodEnd)) {
    return endWithInvoice(world, current, { reason: 'cancellation_requested' });
  }
  if (!isPeriodEnd || current.status === 'paused' || current.status === 'incomplete') return current;
  return current.status === 'trialing'
    ? endTrial(world, current, { isEarly: false })
    : renewSubscription(world, current);
}

/** The next phase; where the schedule is over, what the instant brings without one. */
function takePhase(world: StripeWorld, current: SubscriptionObject, at: EpochSeconds): SubscriptionObject {
  const after = advancePhase(world, current, at);
  return after.schedule === null && !isEnded(after) ? takeTurn(world, after, at) : after;
}
