import type { AccountKey, CustomerId, PortalId } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import type { Scope } from './scope.js';

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

/** An event taken for processing. */
export interface ClaimedEvent extends InboxEvent {
  readonly attempts: number;
  /** When the claim lapses and others may take the event. No two claims of an event end at the same instant, so it also says which claim it is. */
  readonly claimedUntil: Instant;
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
  /**
   * Stores the event durably; the same id again is a duplicate and changes nothing. With an instant it is claimed until then, for a process that works
   * off at once what it has stored.
   */
  receive(scope: Scope, event: InboxEvent, claimedUntil?: Instant): Promise<'stored' | 'duplicate'>;
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
  /**
   * Notes how it ended, for whoever has the claim: once it has lapsed and another one has taken the event, that one's word counts and this one's
   * changes nothing.
   */
  settle(
    scope: Scope,
    claim: Pick<ClaimedEvent, 'eventId' | 'claimedUntil'>,
    result: EventResult,
  ): Promise<void>;
  /** Forgets the bodies of events received before the instant, open ones excepted; the ids stay, so that duplicates stay known. */
  dropBodies(scope: Scope, receivedBefore: Instant): Promise<void>;
  /** Gives back the claims of processes that died; only for a store that one process uses alone. */
  release(scope: Scope): Promise<void>;
}
