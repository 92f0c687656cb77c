/** A portal has one free trial in its life: reserved with an open checkout, given back when it expires, consumed when the provider shows it. */
import type { Account } from './account.js';
import type { Rules } from './rules.js';

/** Days of trial the portal's next checkout gets; 0 for a used trial and for accounts that are not STANDARD. */
export function trialDaysFor(account: Account, rules: Rules): number {
  const accountType = account.install?.accountType ?? 'UNKNOWN';
  const isStandard = accountType === 'STANDARD' || accountType === 'UNKNOWN';
  const isUsed = account.trial?.state === 'consumed' || account.subscription !== null;
  return isStandard && !isUsed ? rules.trialDays : 0;
}

/** The account with a merely reserved trial given back. */
export function releaseTrial(account: Account): Account {
  return account.trial?.state === 'reserved' ? { ...account, trial: null } : account;
}
