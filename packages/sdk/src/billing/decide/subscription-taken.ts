import type { Instant } from '../../kernel/instant.js';
import type { Account } from '../account.js';
import { unchanged, type Decision } from '../decision.js';
import type { SubscriptionTaken } from '../input.js';
import { addIntent } from '../intents.js';
import { closePayersCheckout } from '../open-checkout.js';
import { undoOwnCancellation } from './uninstall-policy.js';

/**
 * Another portal's customer and subscription become this portal's, with the trial and with what the customer was told of them. A
 * cancellation that only the other portal's uninstall caused is taken back: the customer has not left, but moved.
 */
export function subscriptionTaken(account: Account, input: SubscriptionTaken, now: Instant): Decision {
  const { from, actor } = input;
  const { customer, subscription } = from;
  if (!customer || !subscription) return unchanged(account);
  const former = account.customer ? [account.customer.customerId] : [];
  const own = account.trial?.state === 'consumed' ? account : { trial: null, trialClaims: [] };
  const next: Account = {
    ...account,
    customer: { customerId: customer.customerId, mappedAt: now },
    retiredCustomerIds: [...account.retiredCustomerIds, ...former],
    subscription,
    superfluous: from.superfluous,
    trial: from.trial ?? own.trial,
    trialClaims: [...new Set([...own.trialClaims, ...from.trialClaims])],
    repeatedTrial: from.repeatedTrial,
    cancellationByUninstall: from.cancellationByUninstall,
    told: { ...account.told, trial: from.told.trial, payment: from.told.payment },
  };
  const summary = `${actor} moved subscription ${subscription.subscriptionId} and customer ${customer.customerId} here from portal ${from.key.portalId}.`;
  return {
    account: addIntent(
      undoOwnCancellation(closePayersCheckout(next, now), now),
      {
        kind: 'tagCustomer',
        customerId: customer.customerId,
        subscriptionId: subscription.subscriptionId,
      },
      now,
    ),
    journal: [{ at: now, cause: input.kind, summary }],
    effects: [],
  };
}
