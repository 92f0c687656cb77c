import type { KnownSubscription } from '../billing/account.js';
import type { ObservedCustomer, ObservedSubscription } from '../billing/observation.js';
import type { CustomerId } from '../kernel/ids.js';

/** A paid monthly team subscription of November 2026; what a case does not care about is filled in. */
export function buildSubscription(more: Partial<ObservedSubscription> = {}): ObservedSubscription {
  return {
    subscriptionId: 'sub_1',
    status: 'active',
    providerStatus: more.status ?? 'active',
    priceIds: ['price_team'],
    createdAt: Date.UTC(2026, 10, 1),
    trialEndsAt: null,
    billingAnchorAt: Date.UTC(2026, 10, 1),
    periodEndsAt: Date.UTC(2026, 11, 1),
    cancelAt: null,
    endedAt: null,
    isCollectionPaused: false,
    latestInvoice: null,
    ...more,
  };
}

/** The same subscription as an account remembers it. */
export function buildKnownSubscription(more: Partial<KnownSubscription> = {}): KnownSubscription {
  return {
    ...buildSubscription(more),
    provider: 'stripe',
    plan: 'team',
    priceUnknownSince: null,
    pastDueSince: null,
    observedAt: Date.UTC(2026, 10, 1),
    ...more,
  };
}

/** The observation of customer `cus_1` with these subscriptions. */
export function buildObserved(
  subscriptions: readonly ObservedSubscription[],
  more: Partial<ObservedCustomer> & { readonly customerId?: CustomerId } = {},
): ObservedCustomer {
  return {
    provider: 'stripe',
    customerId: 'cus_1',
    isDeleted: false,
    email: null,
    cardFingerprint: null,
    subscriptions,
    ...more,
  };
}
