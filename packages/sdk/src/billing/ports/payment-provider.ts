import type { AccountKey, CustomerId, PriceId, SubscriptionId } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import type {
  CancellationChanged,
  CheckoutCompleted,
  CheckoutExpired,
  CheckoutOpened,
  CustomerCreated,
  CustomerTagged,
  IntentRefused,
  TrialEndedEarly,
} from '../input.js';
import type { ListCursor, ObservedCustomer, PaymentReversal, SubscriptionPage } from '../observation.js';
import type { MeterErrors } from './meter-errors.js';
import type { UsageMeters } from './usage-meters.js';
import type { WebhookRequest } from './webhook-request.js';

/** A verified, decoded webhook: a hint that something changed at a customer. */
export interface ProviderEvent {
  readonly eventId: string;
  readonly type: string;
  /** Whose state to read again; null when the event is about no customer. */
  readonly customerId: CustomerId | null;
  readonly createdAt: Instant;
  /** Whether billing state can follow from this type; other types are stored for the author's own handlers only. */
  readonly isAboutBilling: boolean;
  /** The provider's event as it stands, for the author's own handlers. */
  readonly payload: unknown;
}

/** A write at the provider, complete with everything it needs. */
export type ProviderCommand = { readonly key: AccountKey; readonly generation: number } & (
  | { readonly kind: 'createCustomer'; readonly email: string; readonly wishedAt: Instant }
  | {
      readonly kind: 'openCheckout';
      readonly customerId: CustomerId;
      readonly plan: string;
      readonly priceId: PriceId;
      readonly trialDays: number;
      readonly wishedAt: Instant;
      readonly successUrl: string;
      readonly cancelUrl: string;
    }
  | { readonly kind: 'expireCheckout'; readonly checkoutId: string }
  | {
      readonly kind: 'scheduleCancellation';
      readonly subscriptionId: SubscriptionId;
      readonly wishedAt: Instant;
    }
  | { readonly kind: 'undoCancellation'; readonly subscriptionId: SubscriptionId; readonly wishedAt: Instant }
  | { readonly kind: 'endTrial'; readonly subscriptionId: SubscriptionId }
  | {
      readonly kind: 'tagCustomer';
      readonly customerId: CustomerId;
      readonly subscriptionId: SubscriptionId;
    }
);

/** What a {@link ProviderCommand} led to: an input for `decide`. */
export type ProviderOutcome =
  | CustomerCreated
  | CheckoutOpened
  | CheckoutExpired
  | CheckoutCompleted
  | IntentRefused
  | CancellationChanged
  | TrialEndedEarly
  | CustomerTagged;

/** A company that takes the money. */
export interface PaymentProvider {
  readonly name: 'stripe';
  /** Proves that the request is genuine, fresh and of this deployment's mode; throws SIGNATURE_INVALID or MODE_MISMATCH. */
  verify(request: WebhookRequest, wallNow: Instant): Promise<unknown>;
  /** Reads what a verified payload says; throws REQUEST_INVALID when it is no event. */
  decode(payload: unknown): ProviderEvent;
  /** Reads the customer's present state; throws PROVIDER_UNAVAILABLE. */
  observe(customerId: CustomerId): Promise<ObservedCustomer>;
  /** Carries out a write under a key made of portal, generation and parameters; throws PROVIDER_UNAVAILABLE. */
  perform(command: ProviderCommand): Promise<ProviderOutcome>;
  /** Opens the page where the customer changes plan, card or cancels; throws PROVIDER_UNAVAILABLE or PROVIDER_REFUSED. */
  openBillingPage(wish: { customerId: CustomerId; returnUrl: string }): Promise<{ readonly url: string }>;
  /**
   * Reads one page, at most 100, of every customer's subscriptions: all that have not ended, then those that ended and were made since the
   * instant. Throws NOT_FOUND when the cursor is no longer known (begin again), PROVIDER_UNAVAILABLE or PROVIDER_REFUSED.
   */
  list(wish: { after: ListCursor | null; endedOnesMadeSince: Instant }): Promise<SubscriptionPage>;
  /**
   * A capability: the events made since the instant that no endpoint has accepted yet, oldest first. Without it a lost webhook waits for the
   * nightly reconciliation. Throws PROVIDER_UNAVAILABLE or PROVIDER_REFUSED.
   */
  undeliveredEvents?(since: Instant): Promise<readonly ProviderEvent[]>;
  /**
   * A capability: the provider's own settings that would surprise customers, a sentence each; empty when all is well. Without it nobody
   * checks them. Throws PROVIDER_UNAVAILABLE or PROVIDER_REFUSED.
   */
  settingProblems?(): Promise<readonly string[]>;
  /** A capability: bills by usage. Without it `[billing.meter]` counts and nobody is billed. */
  readonly usageMeters?: UsageMeters;
  /** A capability: tells of usage that was taken and dropped later. Without it only the nightly comparison finds it. */
  readonly meterErrors?: MeterErrors;
  /** A capability: tells of refunds and disputes. Without it nobody here hears of them. */
  readonly reversals?: PaymentReversals;
}

/** The provider's refunds and disputes. */
export interface PaymentReversals {
  /** Whether events of the type tell of one. */
  isReversal(type: string): boolean;
  /** Reads how the one stands that a verified payload tells of; null when there is none. Throws PROVIDER_UNAVAILABLE or PROVIDER_REFUSED. */
  read(payload: unknown): Promise<PaymentReversal | null>;
}
