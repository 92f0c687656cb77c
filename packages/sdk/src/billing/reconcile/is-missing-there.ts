import type { SubscriptionId } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import type { Account } from '../account.js';
import { isLive } from '../subscription-choice.js';

/** Whether our account has a live subscription that a whole listing did not show. One observed since the listing began is known better. */
export function isMissingThere(
  { customer, subscription }: Account,
  listing: { readonly seen: ReadonlySet<SubscriptionId>; readonly startedAt: Instant },
): boolean {
  if (!customer || !subscription || !isLive(subscription)) return false;
  return subscription.observedAt <= listing.startedAt && !listing.seen.has(subscription.subscriptionId);
}
