/**
 * What billing needs of the world. An adapter is written against this file alone and proves itself with the contract suite of
 * the same name in `testing/`. No port has more than eight methods.
 */
import type { Entitlement } from '../contract/entitlement.js';
import type { AccountKey, CustomerId, Mode, PortalId, PriceId, SubscriptionId } from '../kernel/ids.js';
import type { Instant } from '../kernel/instant.js';
import type { Account } from './account.js';
import type { Effect, JournalEntry } from './decision.js';
import type {
  CheckoutCompleted,
  CheckoutExpired,
  CancellationChanged,
  CheckoutOpened,
  CustomerCreated,
  IntentRefused,
} from './input.js';
import type { ObservedCustomer } from './observation.js';

// --- payment provider -------------------------------------------------------------------------------------------------

/** A request as it arrived: verification needs the raw bytes. */
export interface WebhookRequest {
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer>;
}

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
  | { readonly kind: 'scheduleCancellation'; readonly subscriptionId: SubscriptionId }
  | { readonly kind: 'undoCancellation'; readonly subscriptionId: SubscriptionId }
);

/** What a {@link ProviderCommand} led to: an input for `decide`. */
export type ProviderOutcome =
  | CustomerCreated
  | CheckoutOpened
  | CheckoutExpired
  | CheckoutCompleted
  | IntentRefused
  | CancellationChanged;

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
}

// --- stores -----------------------------------------------------------------------------------------------------------

/** An account as it was read, with what its next commit must name. */
export interface LoadedAccount {
  readonly account: Account;
  /** 0 when the portal has no account yet. */
  readonly version: number;
  /** Stored events about its customers that wait for an observation. */
  readonly openEventIds: readonly string[];
}

/** One atomic change of one account. */
export interface AccountChange {
  readonly account: Account;
  /** The version that was read; another one in the store makes the commit a conflict. */
  readonly expectedVersion: number;
  readonly journal: readonly JournalEntry[];
  readonly effects: readonly Effect[];
  /** Events this change has taken into account; exactly these are closed. */
  readonly closedEventIds: readonly string[];
  readonly now: Instant;
}

/** How a commit ended. `customerTaken`: the customer belongs to another portal. Nothing was written unless `committed`. */
export type CommitResult = 'committed' | 'conflict' | 'customerTaken';

/** Which rows are meant: every table is keyed by app and mode first. */
export interface Scope {
  readonly app: string;
  readonly mode: Mode;
}

/** Keeps accounts. Every method throws STORE_UNAVAILABLE when the store cannot be read or written. */
export interface BillingStore {
  /** Reads an account with its version and open events; a portal without one gets an empty account at version 0. */
  load(key: AccountKey): Promise<LoadedAccount>;
  /** Reads the row alone: one look-up by primary key, what every gate pays. */
  entitlement(key: AccountKey): Promise<Entitlement | null>;
  /** The portal a customer belongs to, former customers included. */
  portalOf(scope: Scope, customerId: CustomerId): Promise<PortalId | null>;
  /** Makes the change true, all of it or nothing. */
  commit(change: AccountChange): Promise<CommitResult>;
  /** Accounts whose `dueAt` has come, earliest first. */
  due(scope: Scope, wish: { now: Instant; limit: number }): Promise<readonly AccountKey[]>;
  /** Sets `dueAt` without touching anything else: to wake an account now, or to put a failed turn off. */
  reschedule(key: AccountKey, dueAt: Instant): Promise<void>;
  /** Accounts in order of portal id, after the given one. */
  scan(scope: Scope, wish: { after: PortalId | null; limit: number }): Promise<readonly Account[]>;
  /** The account's history, newest first. */
  journal(key: AccountKey, limit: number): Promise<readonly JournalEntry[]>;
}

/** A webhook as it is stored before it is acknowledged. */
export interface InboxEvent {
  readonly eventId: string;
  readonly type: string;
  readonly customerId: CustomerId | null;
  readonly receivedAt: Instant;
  /** The encrypted body. */
  readonly sealedBody: string;
  /** An observation must follow before the event is closed. */
  readonly needsObservation: boolean;
  /** The author's own handlers must have run before the event is closed. */
  readonly needsHandlers: boolean;
}

/** An event taken for processing; the claim lapses after its lease. */
export interface ClaimedEvent extends InboxEvent {
  readonly attempts: number;
}

/** How processing an event ended. */
export type EventResult =
  | { readonly kind: 'observed' }
  | { readonly kind: 'handled' }
  | { readonly kind: 'unmatched' }
  | { readonly kind: 'failed'; readonly reason: string; readonly retryAt: Instant }
  | { readonly kind: 'dead'; readonly reason: string };

/** Keeps webhooks from receipt to their end, once each. Methods throw STORE_UNAVAILABLE. */
export interface Inbox {
  /** Stores the event durably; the same id again is a duplicate and changes nothing. */
  receive(scope: Scope, event: InboxEvent): Promise<'stored' | 'duplicate'>;
  /** Takes open events whose time has come, oldest first. */
  claim(
    scope: Scope,
    wish: { now: Instant; limit: number; leaseMs: number },
  ): Promise<readonly ClaimedEvent[]>;
  /** Notes how it ended. */
  settle(scope: Scope, eventId: string, result: EventResult): Promise<void>;
  /** Forgets the bodies of events received before the instant, open ones excepted; the ids stay, so that duplicates stay known. */
  dropBodies(scope: Scope, receivedBefore: Instant): Promise<void>;
  /** Gives back the claims of processes that died; only for a store that one process uses alone. */
  release(scope: Scope): Promise<void>;
}

/** An effect taken for delivery; the claim lapses after its lease. */
export interface ClaimedEffect {
  readonly portalId: PortalId | null;
  readonly effect: Effect;
  readonly attempts: number;
}

/** How a delivery ended. */
export type EffectResult =
  | { readonly kind: 'delivered'; readonly at: Instant }
  | { readonly kind: 'failed'; readonly reason: string; readonly retryAt: Instant }
  | { readonly kind: 'dead'; readonly reason: string };

/** Keeps what is to be told to the world, from commit to delivery. Methods throw STORE_UNAVAILABLE. */
export interface Outbox {
  /** Adds an effect outside an account's commit, such as an author's mail; a known key is ignored. */
  add(scope: Scope, entry: { portalId: PortalId | null; effect: Effect; now: Instant }): Promise<void>;
  /** Takes effects whose time has come, oldest first. */
  claim(
    scope: Scope,
    wish: { now: Instant; limit: number; leaseMs: number },
  ): Promise<readonly ClaimedEffect[]>;
  /** Notes how it ended. */
  settle(scope: Scope, key: string, result: EffectResult): Promise<void>;
  /** Gives back the claims of processes that died; only for a store that one process uses alone. */
  release(scope: Scope): Promise<void>;
}

// --- the world outside ------------------------------------------------------------------------------------------------

/** A mail as it leaves the outbox. */
export interface Mail {
  /** Names the cause; a transport that deduplicates drops a second mail with the same key. */
  readonly key: string;
  readonly to: string;
  readonly template: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Sends mails. */
export interface Mailer {
  /** Whether a mail tried twice is seen once by the receiver. */
  readonly deduplicates: boolean;
  send(mail: Mail): Promise<void>;
}

/** Where operators hear of what needs a person. */
export interface AlertSink {
  raise(alert: { key: string; alert: string; message: string; portalId: PortalId | null }): Promise<void>;
}
