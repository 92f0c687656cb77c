/**
 * Schedules the end of a subscription with its paid period, or takes that back. Both only set a value, and still each wish has its key: a try
 * that was slow on its way must land as a repetition of what was answered, never after a later wish the other way round. Intents of one account
 * are carried out in order, each after the outcome of the one before it is committed, so that the key is all that is needed.
 */
import type Stripe from 'stripe';
import type { CancellationChanged } from '../../billing/input.js';
import type { ChangeCancellation, PerformOptions } from './commands.js';
import { isMissing, isRefusal } from './errors.js';
import { idempotencyKey } from './idempotency-key.js';
import { cancelAt } from './subscription-fields.js';
import { writeOnce } from './write-once.js';

/** Carries the wish out. A subscription that is gone cannot be changed any more: the observation that follows says so. */
export async function changeCancellation(
  stripe: Stripe,
  command: ChangeCancellation,
  options: PerformOptions,
): Promise<CancellationChanged> {
  const { generation } = command;
  try {
    await setEnd(stripe, command, options);
    return { kind: 'cancellationChanged', generation, releasedScheduleId: null };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const releasedScheduleId = await changeAfterRefusal(stripe, command, { options, refusal: error });
    return { kind: 'cancellationChanged', generation, releasedScheduleId };
  }
}

async function setEnd(stripe: Stripe, command: ChangeCancellation, { now }: PerformOptions): Promise<void> {
  const params = { cancel_at_period_end: command.kind === 'scheduleCancellation' };
  await writeOnce<Stripe.Subscription>({
    command,
    now,
    params,
    write: (request) => stripe.subscriptions.update(command.subscriptionId, params, request),
    find: async () => {
      const subscription = await stripe.subscriptions.retrieve(command.subscriptionId);
      return isAsWished(subscription, command) ? subscription : null;
    },
  });
}

/**
 * Looks why Stripe refused. A schedule, as the customer portal makes one for a downgrade at the period's end, decides alone how a subscription
 * ends: an end that we wish for releases it first. Answers the schedule's id; null without one. Repeating all of it does no harm.
 */
async function changeAfterRefusal(
  stripe: Stripe,
  command: ChangeCancellation,
  seen: { readonly options: PerformOptions; readonly refusal: Stripe.errors.StripeError },
): Promise<string | null> {
  if (isMissing(seen.refusal)) return null;
  const subscription = await stripe.subscriptions.retrieve(command.subscriptionId);
  if (isAsWished(subscription, command)) return null;
  const scheduleId = scheduleIdOf(subscription);
  if (scheduleId === null) throw seen.refusal;
  // An end that a schedule brings was scheduled by somebody else, after ours.
  if (command.kind === 'undoCancellation') throw seen.refusal;
  const key = await idempotencyKey(command, { release: scheduleId });
  await stripe.subscriptionSchedules.release(scheduleId, {}, { idempotencyKey: key });
  await setEnd(stripe, command, seen.options);
  return scheduleId;
}

/** One that has ended is as it will ever be. */
function isAsWished(subscription: Stripe.Subscription, { kind }: ChangeCancellation): boolean {
  const { status } = subscription;
  if (status === 'canceled' || status === 'incomplete_expired') return true;
  return (cancelAt(subscription) !== null) === (kind === 'scheduleCancellation');
}

function scheduleIdOf({ schedule }: Stripe.Subscription): string | null {
  return typeof schedule === 'string' ? schedule : (schedule?.id ?? null);
}
