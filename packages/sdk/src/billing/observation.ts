/** What a provider says of a customer right now, in our words. Everything HS-X believes of a subscription comes from here. */
import type { AccountKey, CustomerId, PriceId, SubscriptionId } from '../kernel/ids.js';
import type { Instant } from '../kernel/instant.js';

/** Companies that take the money; the word the row's `source` shows. */
export type ProviderName = 'stripe';

/** The provider's status, mapped by the adapter's total table; `unknown` is a value this version does not know. */
export type SubscriptionStatus =
  | 'trialing'
  | 'active'
  | 'past_due'
  | 'unpaid'
  | 'paused'
  | 'incomplete'
  | 'incomplete_expired'
  | 'canceled'
  | 'unknown';

/** The latest invoice of a subscription: what dunning reads. */
export interface ObservedInvoice {
  readonly invoiceId: string;
  readonly isPaid: boolean;
  readonly attemptCount: number;
  /** When the provider tries again by itself; null when it will not. */
  readonly nextAttemptAt: Instant | null;
  readonly createdAt: Instant;
}

/** One subscription as the provider has it now. */
export interface ObservedSubscription {
  readonly subscriptionId: SubscriptionId;
  readonly status: SubscriptionStatus;
  /** The provider's own word, for journals and alerts. */
  readonly providerStatus: string;
  /** Prices of all its items. */
  readonly priceIds: readonly PriceId[];
  readonly createdAt: Instant;
  readonly trialEndsAt: Instant | null;
  /** What its periods are counted from; null when the provider does not say. */
  readonly billingAnchorAt: Instant | null;
  /** End of the paid period: the earliest over its items. */
  readonly periodEndsAt: Instant | null;
  /** When a scheduled cancellation takes effect. */
  readonly cancelAt: Instant | null;
  readonly endedAt: Instant | null;
  /** Collection is paused while the status says otherwise: nobody is charged. */
  readonly isCollectionPaused: boolean;
  readonly latestInvoice: ObservedInvoice | null;
}

/** A customer with every subscription it has or had. */
export interface ObservedCustomer {
  readonly provider: ProviderName;
  readonly customerId: CustomerId;
  readonly isDeleted: boolean;
  readonly email: string | null;
  /** The default card's fingerprint: the same for one card across customers. */
  readonly cardFingerprint: string | null;
  readonly subscriptions: readonly ObservedSubscription[];
}

/** A subscription out of a listing of all customers', with what the listing says of its customer. */
export interface ListedSubscription extends ObservedSubscription {
  readonly customerId: CustomerId;
  /** The customer's present e-mail address. */
  readonly email: string | null;
  readonly isCustomerDeleted: boolean;
  /** The account that its name tag says it was made for: a hint, never proof; null without one. */
  readonly taggedFor: AccountKey | null;
}

/** Where a listing goes on; only the adapter that made it can read it. */
export type ListCursor = string;

/** One page of a listing. */
export interface SubscriptionPage {
  readonly subscriptions: readonly ListedSubscription[];
  /** Null: this was the last page. */
  readonly next: ListCursor | null;
}

/** Money of a payment that went back to the customer, or may. */
export interface PaymentReversal {
  /** `disputeWon`: closed without a loss. */
  readonly kind: 'refunded' | 'partlyRefunded' | 'disputed' | 'disputeWon' | 'disputeLost';
  /** Names the refund or dispute, however many events tell of it. */
  readonly reversalId: string;
  readonly paymentId: string;
  /** Whose payment it was; null: of no customer. */
  readonly customerId: CustomerId | null;
  /** In the currency's smallest unit: all that was refunded so far, or what is disputed. */
  readonly amountMinor: number;
  /** Its ISO 4217 code. */
  readonly currency: string;
}
