import type { Instant } from '../kernel/instant.js';
import type { CustomerId, SubscriptionId } from '../kernel/ids.js';

/** The states of an entitlement row. Only `active` and `trialing` pass the gate without further questions. */
export const ENTITLEMENT_STATUSES = ['active', 'trialing', 'past_due', 'canceled', 'paused'] as const;

/** One of {@link ENTITLEMENT_STATUSES}. */
export type EntitlementStatus = (typeof ENTITLEMENT_STATUSES)[number];

/** Who filled the row. `none`: nobody has paid yet. */
export type EntitlementSource =
  'stripe' | 'paddle' | 'lemonsqueezy' | 'platform' | 'invoice' | 'partner' | 'reviewer' | 'none';

/** The row every paid code path asks for: one per portal, the same shape whoever wrote it. */
export interface Entitlement {
  /** A plan of `hs-x.toml`. */
  readonly plan: string;
  readonly status: EntitlementStatus;
  readonly source: EntitlementSource;
  readonly stripeCustomerId?: CustomerId;
  readonly subscriptionId?: SubscriptionId;
  /** When the provider's trial ends, unix ms; absent without a trial. */
  readonly trialEndsAt?: Instant;
  /** When a cancellation already scheduled takes effect, unix ms. */
  readonly cancelAt?: Instant;
  /** Until when the row may be trusted without a fresh observation, unix ms. */
  readonly validUntil?: Instant;
  /** Until when a failed payment keeps access, unix ms; absent outside the configured grace. */
  readonly graceEndsAt?: Instant;
  readonly updatedAt: Instant;
  readonly adminEmail: string;
}
