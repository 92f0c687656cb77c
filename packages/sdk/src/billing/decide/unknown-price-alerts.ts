import type { PortalId } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import type { KnownSubscription } from '../account.js';
import type { Effect } from '../decision.js';
import { isLive } from '../subscription-choice.js';

/** What is known of the portal's subscription before and after a decision. */
export interface PriceChange {
  readonly portalId: PortalId;
  readonly before: KnownSubscription | null;
  readonly after: KnownSubscription | null;
  readonly now: Instant;
}

/**
 * Tells an operator that somebody pays for a price no plan names, one alert a subscription and price; and that it is over, once the price is
 * in a plan, another one is paid, or the subscription has ended.
 */
export function unknownPriceAlerts({ portalId, before, after, now }: PriceChange): readonly Effect[] {
  const over = alertKeyOf(before);
  const found = alertKeyOf(after);
  const resolved: readonly Effect[] =
    over === null || over === found
      ? []
      : [{ kind: 'resolveAlert', key: `resolved:${over}:${now}`, alertKey: over }];
  if (found === null || after === null) return resolved;
  const { subscriptionId, priceIds } = after;
  const message = `Subscription ${subscriptionId} of portal ${portalId} has price ${priceIds.join(', ')}, which is in no plan of hs-x.toml. Add it to a plan's stripe_price.`;
  return [...resolved, { kind: 'raiseAlert', key: found, alert: 'unknown_price', message }];
}

/** Null: nobody pays for an unknown price. */
function alertKeyOf(subscription: KnownSubscription | null): string | null {
  if (subscription?.priceUnknownSince == null || !isLive(subscription)) return null;
  return `unknown-price:${subscription.subscriptionId}:${subscription.priceIds.join(':')}`;
}
