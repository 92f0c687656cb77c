import type Stripe from 'stripe';
import type { CancellationChanged } from '../../billing/input.js';
import type { ChangeCancellation } from './commands.js';
import { isMissing } from './errors.js';

/**
 * Schedules the end of a subscription with its paid period, or takes that back. Both set a value, so doing either twice does no harm
 * and needs no key. A subscription that is gone cannot be changed any more: the observation that follows says so.
 */
export async function changeCancellation(
  stripe: Stripe,
  command: ChangeCancellation,
): Promise<CancellationChanged> {
  const isScheduled = command.kind === 'scheduleCancellation';
  try {
    await stripe.subscriptions.update(command.subscriptionId, { cancel_at_period_end: isScheduled });
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  return { kind: 'cancellationChanged', generation: command.generation };
}
