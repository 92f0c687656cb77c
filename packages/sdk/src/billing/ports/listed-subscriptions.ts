import type { SubscriptionId } from '../../kernel/ids.js';
import type { Scope } from './scope.js';

/** Subscriptions, and the listing they are noted for or looked up in. */
export interface InListing {
  /** Tells listings apart: one that began again or whose process died from the one that counts. */
  readonly listing: number;
  /** As many as one page shows. */
  readonly subscriptionIds: readonly SubscriptionId[];
}

/**
 * Notes what a reconciliation's listing has shown. Whoever looks for what it has not shown asks page by page, so that no process ever holds the ids of
 * all portals. Methods throw STORE_UNAVAILABLE.
 */
export interface ListedSubscriptions {
  /** Notes that the listing showed these; those noted before stay noted once. */
  note(scope: Scope, shown: InListing): Promise<void>;
  /** Those of the ids that the listing has shown. */
  listed(scope: Scope, asked: InListing): Promise<ReadonlySet<SubscriptionId>>;
  /** Forgets so many notes at most of this listing and of older ones, the oldest first; false: none of them is left. */
  forget(scope: Scope, wish: { readonly upTo: number; readonly limit: number }): Promise<boolean>;
}
