import type { KnownSubscription } from '../account.js';
import type { Effect } from '../decision.js';
import type { PortalId } from '../../kernel/ids.js';

/** Tells an operator that somebody pays for a price no plan names; once a subscription and price. */
export function unknownPriceAlert(portalId: PortalId, subscription: KnownSubscription): Effect {
  const { subscriptionId, priceIds } = subscription;
  return {
    kind: 'raiseAlert',
    key: `unknown-price:${subscriptionId}:${priceIds.join(':')}`,
    alert: 'unknown_price',
    message: `Subscription ${subscriptionId} of portal ${portalId} has price ${priceIds.join(', ')}, which is in no plan of hs-x.toml. Add it to a plan's stripe_price.`,
  };
}
