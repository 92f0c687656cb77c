/** A portal has one free trial in its life: reserved with an open checkout, given back when it expires, consumed when the provider shows it. */
import type { Instant } from '../kernel/instant.js';
import type { Account, TrialUse } from './account.js';
import type { ObservedSubscription } from './observation.js';
import type { Rules } from './rules.js';

/** Days of trial the portal's next checkout gets; 0 for a used trial and for accounts that are not STANDARD. */
export function trialDaysFor(account: Account, rules: Rules): number {
  const accountType = account.install?.accountType ?? 'UNKNOWN';
  const isStandard = accountType === 'STANDARD' || accountType === 'UNKNOWN';
  const isUsed = account.trial?.state === 'consumed' || account.subscription !== null;
  return isStandard && !isUsed ? rules.trialDays : 0;
}

/** The trial as the provider shows it: consumed, with the end it was planned to have. A later end is a new plan, an earlier one a cut. */
export function consumedTrial(
  account: Account,
  subscriptions: readonly ObservedSubscription[],
  now: Instant,
): TrialUse | null {
  const ends = subscriptions.map((subscription) => subscription.trialEndsAt).filter((at) => at !== null);
  if (ends.length === 0) return account.trial;
  const plannedEndsAt = Math.max(account.trial?.plannedEndsAt ?? 0, ...ends);
  return { state: 'consumed', at: account.trial?.at ?? now, plannedEndsAt };
}

/** The account with a merely reserved trial given back. */
export function releaseTrial(account: Account): Account {
  return account.trial?.state === 'reserved' ? { ...account, trial: null } : account;
}
