/* eslint-disable max-lines -- every port in one file, because an adapter is written against it alone */
/**
 * What billing needs of the world. An adapter is written against this file alone and proves itself with the contract suite of
 * the same name in `testing/`. No port has more than eight methods.
 */
import type { Page } from '../contract/admin/page.js';
import type { AlertEntry, AlertQuery } from '../contract/admin/alert-entry.js';
import type { Entitlement } from '../contract/entitlement.js';
import type { AccountKey, CustomerId, Mode, PortalId, PriceId, SubscriptionId } from '../kernel/ids.js';
import type { Instant } from '../kernel/instant.js';
import type { Account } from './account.js';
import type { AlertNotice, Effect, JournalEntry, RecordedEntry } from './decision.js';
import type {
  CheckoutCompleted,
  CheckoutExpired,
  CancellationChanged,
  CheckoutOpened,
  CustomerCreated,
  CustomerTagged,
  IntentRefused,
  PartnerGrantChanged,
  TrialEndedEarly,
} from './input.js';
import type { UsageWindow } from './limits/usage-window.js';
import type { ListCursor, ObservedCustomer, PaymentReversal, SubscriptionPage } from './observation.js';

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

/** A partner's genuine webhook, as it is stored. */
export interface PartnerMessage {
  readonly partner: string;
  /** The partner's id of the webhook, the same for every try of it. */
  readonly webhookId: string;
  /** When it came, by the wall clock. */
  readonly arrivedAt: Instant;
  /** The body as it came; nobody has read it yet. */
  readonly body: string;
}

/** What a partner's webhook says. `type` is fit for logs; `problem` names a field and nothing that was in it. */
export type PartnerNews = { readonly type: string } & (
  | ({ readonly kind: 'grantChanged'; readonly portalId: PortalId } & Pick<
      PartnerGrantChanged,
      'grantId' | 'toldAt' | 'reason' | 'terms'
    >)
  | { readonly kind: 'ignored' }
  | { readonly kind: 'unreadable'; readonly problem: string }
);

/** The partners that sell access outside and tell of it by webhook. */
export interface PartnerProvider {
  /** The names of those that have a secret; empty: nobody may tell anything. */
  readonly names: readonly string[];
  /** Proves that the webhook is the partner's own and fresh; throws SIGNATURE_INVALID. */
  verify(
    request: WebhookRequest,
    claim: { readonly partner: string; readonly wallNow: Instant },
  ): Promise<PartnerMessage>;
  /** Says what the message means. Never throws. */
  decode(message: PartnerMessage): PartnerNews;
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

/** The provider's meters, by their event names. Methods throw PROVIDER_UNAVAILABLE, or PROVIDER_REFUSED when a person must act first. */
export interface UsageMeters {
  /** Reports usage. An identifier that the provider knows already, for a day at least, is the same report again and changes nothing. */
  report(usage: MeteredUsage): Promise<void>;
  /** What the provider has counted for a customer between two whole minutes, the later one excluded. It may lag by minutes. */
  total(wish: MeterTotalWish): Promise<number>;
}

/** One report: so much at an instant. */
export interface MeteredUsage {
  readonly identifier: string;
  readonly eventName: string;
  readonly customerId: CustomerId;
  /** A whole number; below zero when more was given back than used. */
  readonly amount: number;
  /** A whole second. */
  readonly at: Instant;
}

/** Which usage. */
export interface MeterTotalWish {
  readonly eventName: string;
  readonly customerId: CustomerId;
  readonly fromAt: Instant;
  readonly toAt: Instant;
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

/** An account as it stands now. */
export interface AccountReading {
  /** The row the gate judges; null: none yet. */
  readonly entitlement: Entitlement | null;
  /** Everything known of the portal; parsed when it is asked for. */
  readonly account: Account;
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
  /** Reads for whoever commits nothing: one look-up by primary key, what every request pays. */
  read(key: AccountKey): Promise<AccountReading>;
  /** The portal a customer belongs to, former customers included. */
  portalOf(scope: Scope, customerId: CustomerId): Promise<PortalId | null>;
  /** Makes the change true, or changes of several accounts together: all of it or nothing. */
  commit(change: AccountChange, ...others: readonly AccountChange[]): Promise<CommitResult>;
  /** Accounts whose `dueAt` has come, earliest first. */
  due(scope: Scope, wish: { now: Instant; limit: number }): Promise<readonly AccountKey[]>;
  /**
   * The same, in any order, for whoever works them off. Where many processes share the store, no other gets them for `leaseMs`: their `dueAt` is put off until then,
   * so that what a dead process left comes by itself.
   */
  claimDue(
    scope: Scope,
    wish: { now: Instant; limit: number; leaseMs: number },
  ): Promise<readonly AccountKey[]>;
  /** Sets `dueAt` without touching anything else: to wake an account now, or to put a failed turn off. */
  reschedule(key: AccountKey, dueAt: Instant): Promise<void>;
  /** Accounts in order of portal id, after the given one. */
  scan(scope: Scope, wish: { after: PortalId | null; limit: number }): Promise<readonly Account[]>;
  /** The account's history, newest first. */
  journal(key: AccountKey, limit: number): Promise<readonly RecordedEntry[]>;
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
  /** The portal HubSpot's event is about; null for the provider's, which name a customer, and for partners'. */
  readonly portalId: PortalId | null;
  readonly customerId: CustomerId | null;
  readonly receivedAt: Instant;
  /** The encrypted body. */
  readonly sealedBody: string;
  /** An observation must follow before the event is closed. */
  readonly needsObservation: boolean;
  /** The author's own handlers must have run, a refund or dispute be noted, or a partner's news be followed, before the event is closed. */
  readonly needsHandlers: boolean;
}

/** An event taken for processing; the claim lapses after its lease. */
export interface ClaimedEvent extends InboxEvent {
  readonly attempts: number;
}

/** What became of an event for which the author's own handlers ran. `skipped`: the portal has not paid; `reason` is the error's code. */
export type EventOutcome =
  { readonly kind: 'handled' } | { readonly kind: 'skipped'; readonly reason: string };

/** How processing an event ended. */
export type EventResult =
  | { readonly kind: 'observed' }
  | EventOutcome
  | { readonly kind: 'unmatched' }
  | { readonly kind: 'failed'; readonly reason: string; readonly retryAt: Instant }
  | { readonly kind: 'dead'; readonly reason: string };

/** Keeps webhooks from receipt to their end, once each. Methods throw STORE_UNAVAILABLE. */
export interface Inbox {
  /** Stores the event durably; the same id again is a duplicate and changes nothing. */
  receive(scope: Scope, event: InboxEvent): Promise<'stored' | 'duplicate'>;
  /** Takes the open events of the provider and of partners whose time has come, oldest first. */
  claim(
    scope: Scope,
    wish: { now: Instant; limit: number; leaseMs: number },
  ): Promise<readonly ClaimedEvent[]>;
  /**
   * Takes the first open event of the next portal, in order of portal id, after the given one. A portal with an event under claim is passed
   * over, so that its events are worked off one at a time. Null: no portal after it has one whose time has come.
   */
  claimTurn(
    scope: Scope,
    wish: { after: PortalId | null; now: Instant; leaseMs: number },
  ): Promise<(ClaimedEvent & { readonly portalId: PortalId }) | null>;
  /** How many of the portal's events were skipped because it had not paid. */
  skippedOf(key: AccountKey): Promise<number>;
  /** Notes how it ended. */
  settle(scope: Scope, eventId: string, result: EventResult): Promise<void>;
  /** Forgets the bodies of events received before the instant, open ones excepted; the ids stay, so that duplicates stay known. */
  dropBodies(scope: Scope, receivedBefore: Instant): Promise<void>;
  /** Gives back the claims of processes that died; only for a store that one process uses alone. */
  release(scope: Scope): Promise<void>;
}

/** An effect with the portal it is about; null: it is about the app. */
export interface KeptEffect {
  readonly portalId: PortalId | null;
  readonly effect: Effect;
}

/** An effect taken for delivery; the claim lapses after its lease. */
export interface ClaimedEffect extends KeptEffect {
  /** When it was added; for an alert that was raised again: when that was. */
  readonly createdAt: Instant;
  readonly attempts: number;
}

/** How a delivery ended. `putOff`: it waits for something outside and no attempt is counted. */
export type EffectResult =
  | { readonly kind: 'delivered'; readonly at: Instant }
  | { readonly kind: 'putOff'; readonly reason: string; readonly retryAt: Instant }
  | { readonly kind: 'failed'; readonly reason: string; readonly retryAt: Instant }
  | { readonly kind: 'dead'; readonly reason: string };

/** Keeps what is to be told to the world, from commit to delivery, and after it for those who ask. Methods throw STORE_UNAVAILABLE. */
export interface Outbox {
  /**
   * Adds an effect outside an account's commit, such as an author's mail. A known key is ignored; the alert of a known key that was
   * delivered before is delivered again.
   */
  add(scope: Scope, entry: { portalId: PortalId | null; effect: Effect; now: Instant }): Promise<void>;
  /** Takes effects whose time has come, oldest first. */
  claim(
    scope: Scope,
    wish: { now: Instant; limit: number; leaseMs: number },
  ): Promise<readonly ClaimedEffect[]>;
  /** The effect of a key, whatever became of it; null: nobody added one. */
  find(scope: Scope, key: string): Promise<KeptEffect | null>;
  /** Notes how it ended. */
  settle(scope: Scope, key: string, result: EffectResult): Promise<void>;
  /** Gives back the claims of processes that died; only for a store that one process uses alone. */
  release(scope: Scope): Promise<void>;
}

/** One raise of an alert. */
export interface AlertRaise {
  readonly key: string;
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, string>>;
  readonly portalId: PortalId | null;
  readonly at: Instant;
}

/** Keeps what needs a person, one row a key. Methods throw STORE_UNAVAILABLE. */
export interface AlertStore {
  /**
   * Opens the alert, opens it anew when it was resolved before, or counts it once more; answers the row as it is then. A raise that is not
   * younger than the last one, or than the resolution, changes nothing: it was told twice, or late.
   */
  raise(scope: Scope, raise: AlertRaise): Promise<AlertEntry>;
  /** One page, newest first. Throws REQUEST_INVALID for a limit outside 1 to 500 or an `after` that no page gave. */
  list(scope: Scope, query: AlertQuery): Promise<Page<AlertEntry>>;
  /** Resolves those of the keys that are open and were not raised after the instant; answers how many those were. */
  resolve(scope: Scope, wish: { keys: readonly string[]; actor: string; at: Instant }): Promise<number>;
  /** How many are open. */
  countOpen(scope: Scope): Promise<number>;
}

/** The counter of one limit of one portal in one window. */
export interface UsageCounter {
  readonly key: AccountKey;
  readonly limit: string;
  readonly window: UsageWindow;
}

/** Where metered usage is written besides the counter: an hour, and the customer it is billed to. */
export interface MeterSlice extends UsageWindow {
  readonly customerId: CustomerId;
}

/** An effect that is told with the count that takes a counter to a mark. */
export interface UsageTelling {
  /** The effect is told when the counter stands here or above. */
  readonly from: number;
  /** Its field `used` (in the event or the data) is filled with the count reached. */
  readonly effect: Extract<Effect, { kind: 'sendEmail' | 'runTrigger' }>;
  /** The key of an effect that has said more than this one; once it is told, this one is not. */
  readonly unlessTold: string | null;
}

/** So much more of a limit. */
export interface UsageCount extends UsageCounter {
  readonly amount: number;
  /** What the counter may reach; -1: anything. */
  readonly allowed: number;
  /** A key that counts once, and until when it is known; null: the count is told from no other. */
  readonly once: { readonly key: string; readonly keptUntil: Instant } | null;
  /** Null: nobody is billed by usage for this. */
  readonly meter: MeterSlice | null;
  /** What is told with this count when it takes the counter there, in order. */
  readonly tellings: readonly UsageTelling[];
  readonly now: Instant;
}

/**
 * How a count ended; only `counted` has written anything. `repeated`: the key has counted this amount before. `sealed`: the slice is closed for
 * its report already; the next one is open.
 */
export type UsageCounted =
  | { readonly kind: 'counted' }
  | { readonly kind: 'repeated'; readonly amount: number }
  | { readonly kind: 'exceeded'; readonly used: number }
  | { readonly kind: 'sealed' };

/** So much less of a limit, in the present window, or with a key where that key counted. */
export interface UsageRefund extends UsageCounter {
  readonly amount: number;
  /** The key of the count that is given back; null: the present window's. */
  readonly once: string | null;
  /** The hour a metered refund is written to; null: the limit is not metered. */
  readonly slice: UsageWindow | null;
  /** Who would be billed now; counts where no key says who was. */
  readonly customerId: CustomerId | null;
}

/**
 * How a refund ended; only `refunded` has written anything. `nothing`: there was nothing to give back, or the key was refunded this amount before.
 * `refused`: the key counted less, or was refunded another amount.
 */
export type UsageRefunded =
  | { readonly kind: 'refunded' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'refused'; readonly counted: number; readonly refunded: number }
  | { readonly kind: 'sealed' };

/** Counts what portals use, exactly. Methods throw STORE_UNAVAILABLE, and then have written nothing that a second try with the same key would double. */
export interface UsageLedger {
  /** Adds to the counter when all of it fits, in one atomic write with key, slice and tellings. */
  consume(count: UsageCount): Promise<UsageCounted>;
  /** Takes off the counter, never below zero. One refund a key; a key given back in full is forgotten and may count again. */
  refund(refund: UsageRefund): Promise<UsageRefunded>;
  /** What the counter stands at; 0 when nothing was counted. */
  used(counter: UsageCounter): Promise<number>;
  /** Forgets keys that are no longer known, and counters and reported slices that ended before the instant. */
  forget(scope: Scope, wish: { now: Instant; endedBefore: Instant }): Promise<void>;
}

/** A closed slice: what it holds is final. */
export interface SealedSlice {
  readonly key: AccountKey;
  readonly limit: string;
  readonly slice: MeterSlice;
  readonly amount: number;
  readonly attempts: number;
  /** When its report was first tried; the claim notes it before anybody tries. */
  readonly firstSentAt: Instant;
}

/** How a report ended. `held`: a person must look; nobody tries again. */
export type ReportResult =
  | { readonly kind: 'reported' }
  | { readonly kind: 'failed'; readonly reason: string; readonly retryAt: Instant }
  | { readonly kind: 'held'; readonly reason: string };

/** What a customer was reported of a limit. */
export interface ReportedTotal {
  readonly customerId: CustomerId;
  readonly limit: string;
  /** Whose usage it was; one of them, when the subscription moved from one portal to another. */
  readonly portalId: PortalId;
  readonly amount: number;
  /** Slices among them that are not reported, or not known to be; while there are any, `amount` compares with nothing. */
  readonly unreported: number;
}

/** Where a listing of totals goes on: after this one. */
export type TotalCursor = Pick<ReportedTotal, 'customerId' | 'limit'>;

/** Keeps metered usage from its hour to its report, once each. Methods throw STORE_UNAVAILABLE. */
export interface MeterLedger {
  /** Closes the slices that ended before the instant: nothing is added to them any more. Those that come to nothing are done with. */
  seal(scope: Scope, endedBefore: Instant): Promise<void>;
  /** Takes closed slices whose time has come, oldest first; the claim lapses after its lease. */
  claim(
    scope: Scope,
    wish: { now: Instant; limit: number; leaseMs: number },
  ): Promise<readonly SealedSlice[]>;
  /** Notes how a report ended. */
  settle(slice: SealedSlice, result: ReportResult): Promise<void>;
  /** Totals of the slices that began from one instant until another, by customer and limit, in that order. */
  totals(
    scope: Scope,
    wish: { fromAt: Instant; toAt: Instant; after: TotalCursor | null; limit: number },
  ): Promise<readonly ReportedTotal[]>;
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

/** A place outside where operators hear of what needs a person. */
export interface AlertSink {
  /** Names the sink in the outbox and in messages, such as `webhook`. */
  readonly name: string;
  /** Tells of one alert. The same id may come twice; it names the delivery. Throws when the place did not take it. */
  deliver(notice: AlertNotice & { readonly id: string }): Promise<void>;
}

/** A mail that did not arrive, or that its receiver called spam, as the mail's carrier tells it. */
export interface MailBounce {
  /** The same when the carrier tells it twice. */
  readonly eventId: string;
  readonly kind: 'bounced' | 'complained';
  /** Whom the mail was for: personal data, not for logs. */
  readonly to: string;
  /** Who sent it, when the carrier says so. */
  readonly from?: string;
  /** The carrier's id of the mail, when it says so. */
  readonly messageId?: string;
  /** The mail's key, when the carrier gives it back. */
  readonly mailKey?: string;
  /** When it happened, when the carrier says so. */
  readonly occurredAt?: Instant;
  /** Why, in the carrier's words; may quote the address. */
  readonly reason: string;
}

/** Reads the webhooks of a mail carrier. */
export interface BounceReader {
  /**
   * Proves that the webhook is genuine and fresh, then reads it; null: it tells of no failed mail. Throws errors known by their `code`:
   * SIGNATURE_INVALID for a forged one, WEBHOOK_INVALID for a genuine one of an unknown form.
   */
  read(request: WebhookRequest, wallNow: Instant): Promise<MailBounce | null>;
}
