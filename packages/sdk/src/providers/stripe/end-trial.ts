import type Stripe from 'stripe';
import type { TrialEndedEarly } from '../../billing/input.js';
import type { EndTrial } from './commands.js';
import { isMissing } from './errors.js';
import { idempotencyKey } from './idempotency-key.js';

const TRIAL_ENDS_NOW = { trial_end: 'now' } as const;

/**
 * Ends a trial: the first paid period begins and is invoiced at once. Looks first, and says so under a key, because for a subscription
 * that is paid already the same words begin another period and charge again. One that is gone has no trial to end.
 */
export async function endTrial(stripe: Stripe, command: EndTrial): Promise<TrialEndedEarly> {
  const { subscriptionId, generation } = command;
  try {
    if (isRunningTrial(await stripe.subscriptions.retrieve(subscriptionId))) {
      const key = await idempotencyKey(command, TRIAL_ENDS_NOW);
      await stripe.subscriptions.update(subscriptionId, TRIAL_ENDS_NOW, { idempotencyKey: key });
    }
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  return { kind: 'trialEndedEarly', generation };
}

/** Whoever has canceled in the meantime owes nothing: that trial ends by itself. */
function isRunningTrial({ status, cancel_at, cancel_at_period_end }: Stripe.Subscription): boolean {
  return status === 'trialing' && cancel_at === null && !cancel_at_period_end;
}
