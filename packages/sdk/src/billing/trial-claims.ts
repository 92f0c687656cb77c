/**
 * The portal's part in the ledger of all portals' trials: what it claims with a reservation, what more when the trial is observed, and
 * what a reservation that came to nothing gives back. Claims of a trial that ran stay for good, through uninstall and reinstall.
 */
import type { Instant } from '../kernel/instant.js';
import type { Account } from './account.js';
import { isGrantLive } from './entitlement-row.js';
import type { TrialCheck } from './input.js';
import type { ObservedCustomer } from './observation.js';
import type { TrialClaimChange } from './ports/billing-store.js';
import { pendingCheckout } from './intents.js';
import { isLive } from './subscription-choice.js';
import { hasTrialClock, releaseTrial } from './trial.js';

/** Whether the portal's trial counts for other portals: not a developer's or a sandbox's, and not while a reviewer tries the app. */
export function isTrialCounted(account: Account, now: Instant): boolean {
  const isReviewed = account.grants.some((grant) => grant.source === 'reviewer' && isGrantLive(grant, now));
  return hasTrialClock(account) && !isReviewed;
}

/** Whether the ledger allows the portal a trial. */
export function isTrialFree(check: TrialCheck | undefined): boolean {
  return check === undefined || check.takenElsewhere.length === 0;
}

/** The account with every identity claimed that nobody else holds. */
export function claimTrial(account: Account, check: TrialCheck | undefined): Account {
  const free = (check?.identities ?? []).filter((identity) => !check?.takenElsewhere.includes(identity));
  return { ...account, trialClaims: [...new Set([...account.trialClaims, ...free])] };
}

/** The account with a reservation given back that can lead to no trial any more: somebody subscribed without one, or the customer is gone. */
export function releaseIdleReservation(account: Account, observed: ObservedCustomer): Account {
  const isClosing = account.intents.some(({ kind }) => kind === 'expireCheckout');
  if (account.checkout || pendingCheckout(account) || isClosing) return account;
  const isPaying = account.subscription !== null && isLive(account.subscription);
  return isPaying || observed.isDeleted ? releaseTrial(account) : account;
}

/** What a commit from one state of the account to the other must change in the ledger. */
export function changedClaims(before: Account, after: Account): TrialClaimChange {
  return {
    claimed: after.trialClaims.filter((claim) => !before.trialClaims.includes(claim)),
    released: before.trialClaims.filter((claim) => !after.trialClaims.includes(claim)),
  };
}
