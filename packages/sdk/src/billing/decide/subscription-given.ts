import type { Instant } from '../../kernel/instant.js';
import type { Account } from '../account.js';
import { unchanged, type Decision } from '../decision.js';
import type { SubscriptionGiven } from '../input.js';

/**
 * The portal's customer and subscription go to another portal. What is left is a portal that has had its time: no second trial, though
 * the trial's claims go along, because it is the other portal now whose trial that was.
 */
export function subscriptionGiven(account: Account, input: SubscriptionGiven, now: Instant): Decision {
  const { customer, subscription } = account;
  if (!customer || !subscription) return unchanged(account);
  const { subscriptionId } = subscription;
  return {
    account: {
      ...account,
      customer: null,
      subscription: null,
      superfluous: [],
      trial: account.trial ?? { state: 'consumed', at: now, plannedEndsAt: null },
      trialClaims: [],
      repeatedTrial: null,
      cancellationByUninstall: null,
      isSetupMailPromised: false,
    },
    journal: [
      {
        at: now,
        cause: input.kind,
        summary: `${input.actor} moved subscription ${subscriptionId} and customer ${customer.customerId} to portal ${input.toPortalId}.`,
      },
    ],
    effects: [],
  };
}
