import type { SubscriptionId } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import type { Account } from '../account.js';
import { isLive } from '../subscription-choice.js';

/** Whether our account has a live subscription that a whole listing did not show. One observed since the listing began is known better. */
export function isMissingThere(
  { customer, subscription, superfluous }: Account,
  listing: { readonly seen: ReadonlySet<SubscriptionId>; readonly startedAt: Instant },
): boolean {
  if (!customer || !subscription || subscription.observedAt > listing.startedAt) return false;
  return [subscription, ...superfluous].some(
    (each) => isLive(each) && !listing.seen.has(each.subscriptionId),
  );
}
