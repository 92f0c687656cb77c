/** A portal has one free trial in its life: reserved with an open checkout, given back when it expires, consumed when the provider shows it. */
import type { Instant } from '../kernel/instant.js';
import type { Account, TrialUse } from './account.js';
import type { ObservedSubscription } from './observation.js';
import type { Rules } from './rules.js';

/** Days of trial the portal's next checkout gets; 0 for a used trial and for accounts that are not STANDARD. */
export function trialDaysFor(account: Account, rules: Rules): number {
  const isUsed = account.trial?.state === 'consumed' || account.subscription !== null;
  return hasTrialClock(account) && !isUsed ? rules.trialDays : 0;
}

/** Whether accounts of this kind get trials: developers' test accounts, sandboxes and app developers' own accounts do not. */
export function hasTrialClock(account: Account): boolean {
  const accountType = account.install?.accountType ?? 'UNKNOWN';
  return accountType === 'STANDARD' || accountType === 'UNKNOWN';
}

/**
 * The trial as the provider shows it: consumed, with the end it was planned to have. While it runs, the provider's date is the plan,
 * moved either way; an end that came earlier than planned is a trial cut short, and the plan stays.
 */
export function consumedTrial(
  account: Account,
  subscriptions: readonly ObservedSubscription[],
  now: Instant,
): TrialUse | null {
  const running = trialEnds(subscriptions.filter(({ status }) => status === 'trialing'));
  const ends = trialEnds(subscriptions);
  if (ends.length === 0) return account.trial;
  const plannedEndsAt =
    running.length > 0 ? Math.max(...running) : Math.max(account.trial?.plannedEndsAt ?? 0, ...ends);
  return { state: 'consumed', at: account.trial?.at ?? now, plannedEndsAt };
}

function trialEnds(subscriptions: readonly ObservedSubscription[]): readonly Instant[] {
  return subscriptions.map(({ trialEndsAt }) => trialEndsAt).filter((at) => at !== null);
}

/** The account with a merely reserved trial given back, to this portal and to others. */
export function releaseTrial(account: Account): Account {
  return account.trial?.state === 'reserved' ? { ...account, trial: null, trialClaims: [] } : account;
}
