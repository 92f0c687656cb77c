import type { SubscriptionId } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import type { Account } from '../account.js';
import { isLive } from '../subscription-choice.js';

/** The subscriptions of our account that a whole listing must show: the live ones. Of an account observed since the listing began, none: it is known better. */
export function mustBeListed(
  { customer, subscription, superfluous }: Account,
  startedAt: Instant,
): readonly SubscriptionId[] {
  if (!customer || !subscription || subscription.observedAt > startedAt) return [];
  return [subscription, ...superfluous].filter(isLive).map(({ subscriptionId }) => subscriptionId);
}

/** Whether our account has a live subscription that a whole listing did not show. */
export function isMissingThere(
  account: Account,
  listing: { readonly seen: ReadonlySet<SubscriptionId>; readonly startedAt: Instant },
): boolean {
  return mustBeListed(account, listing.startedAt).some((subscriptionId) => !listing.seen.has(subscriptionId));
}
