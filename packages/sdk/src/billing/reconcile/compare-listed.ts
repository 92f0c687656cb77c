/**
 * One subscription of the provider's list beside what we believe. A difference is a reason to observe, never to write: the list is
 * older than the answer to a question asked now.
 */
import type { Account } from '../account.js';
import type { ListedSubscription } from '../observation.js';
import type { PlanTable } from '../plan-table.js';
import { chooseSubscription, isLive } from '../subscription-choice.js';
import { isSameSubscription } from './is-same-subscription.js';

/** How our account and the provider came to disagree. */
export type DriftCause =
  /** The provider has a subscription that our account does not know, or does not count. */
  | 'missingHere'
  /** Our account has a live subscription that the provider no longer lists. */
  | 'missingThere'
  /** Both have the subscription, and something about it differs. */
  | 'differs'
  /** The customer's e-mail address differs, or the customer was deleted. */
  | 'customerDiffers';

/** Why a listed subscription cannot be brought to agree without a person. */
export type UnexplainedCause =
  /** It carries this app's name tag, and its customer belongs to no portal. */
  | 'customerUnknown'
  /** It is live, and its customer is a former one of the portal. */
  | 'formerCustomer'
  /** Its customer could not be observed. */
  | 'observationFailed';

/** The outcome of a comparison. */
export type Comparison =
  | { readonly kind: 'matched' }
  | { readonly kind: 'drift'; readonly cause: DriftCause }
  | { readonly kind: 'unexplained'; readonly cause: UnexplainedCause };

/** Compares a listed subscription with the account its customer belongs to, or once belonged to. */
export function compareListed(account: Account, listed: ListedSubscription, plans: PlanTable): Comparison {
  if (account.customer?.customerId !== listed.customerId) {
    return isLive(listed) ? { kind: 'unexplained', cause: 'formerCustomer' } : { kind: 'matched' };
  }
  const cause = subscriptionDrift(account, listed, plans) ?? customerDrift(account, listed);
  return cause === null ? { kind: 'matched' } : { kind: 'drift', cause };
}

function subscriptionDrift(
  { subscription: known, superfluous }: Account,
  listed: ListedSubscription,
  plans: PlanTable,
): DriftCause | null {
  if (known?.subscriptionId === listed.subscriptionId) {
    return isSameSubscription(known, listed) ? null : 'differs';
  }
  const beside = superfluous.find(({ subscriptionId }) => subscriptionId === listed.subscriptionId);
  if (known && beside) {
    // Another one may have come to count without any change of it: the plans have another order since a deploy.
    const stillCounts = chooseSubscription([known, ...superfluous], plans).current === known;
    return stillCounts && isSameSubscription(beside, listed) ? null : 'differs';
  }
  const counts = chooseSubscription(known ? [known, listed] : [listed], plans).current === listed;
  return counts || isLive(listed) ? 'missingHere' : null;
}

function customerDrift({ adminEmail }: Account, listed: ListedSubscription): DriftCause | null {
  const isOtherEmail = listed.email !== null && listed.email !== adminEmail;
  return listed.isCustomerDeleted || isOtherEmail ? 'customerDiffers' : null;
}
