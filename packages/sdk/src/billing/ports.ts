/* eslint-disable max-lines -- every port in one file, because an adapter is written against it alone */
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
  CustomerTagged,
  IntentRefused,
  TrialEndedEarly,
} from './input.js';
import type { ListCursor, ObservedCustomer, SubscriptionPage } from './observation.js';

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
  /** Identities whose trial becomes this portal's, and those whose trial is given back. */
  readonly trialClaims: TrialClaimChange;
  /** Customers the portal gives up, former ones excepted, for another change of the same commit to map. */
  readonly releasedCustomerIds: readonly CustomerId[];
  readonly now: Instant;
}

/** What a commit changes in the ledger of trials, by hashed identity. */
export interface TrialClaimChange {
  readonly claimed: readonly string[];
  readonly released: readonly string[];
}

/**
 * How a commit ended. `customerTaken`: the customer belongs to another portal. `trialTaken`: another portal was faster to claim the trial
 * of one of the identities. Nothing was written unless `committed`.
 */
export type CommitResult = 'committed' | 'conflict' | 'customerTaken' | 'trialTaken';

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
  /** Makes the change true, or changes of several accounts together: all of it or nothing. */
  commit(change: AccountChange, ...others: readonly AccountChange[]): Promise<CommitResult>;
  /** Accounts whose `dueAt` has come, earliest first. */
  due(scope: Scope, wish: { now: Instant; limit: number }): Promise<readonly AccountKey[]>;
  /** Sets `dueAt` without touching anything else: to wake an account now, or to put a failed turn off. */
  reschedule(key: AccountKey, dueAt: Instant): Promise<void>;
  /** Accounts in order of portal id, after the given one. */
  scan(scope: Scope, wish: { after: PortalId | null; limit: number }): Promise<readonly Account[]>;
  /** The account's history, newest first. */
  journal(key: AccountKey, limit: number): Promise<readonly JournalEntry[]>;
}

/** Answers whose the trial of an identity is; claims are made and given back by {@link BillingStore.commit}, which lets nobody claim twice. */
export interface TrialLedger {
  /** The holders of those identities that are claimed. Throws STORE_UNAVAILABLE. */
  holders(
    scope: Scope,
    identities: readonly string[],
  ): Promise<readonly { readonly identity: string; readonly portalId: PortalId }[]>;
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
