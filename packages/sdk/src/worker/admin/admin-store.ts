import type { Scope } from '../../billing/ports/scope.js';
import type { AccountKey, CustomerId } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';

/** How much of everything there is. */
export interface StoreCounts {
  readonly portals: number;
  /** Stored webhooks by state. */
  readonly events: Readonly<Record<string, number>>;
  readonly lastEventReceivedAt: Instant | null;
  /** Effects by state. */
  readonly effects: Readonly<Record<string, number>>;
  /** Open ones whose turn came before the instant that was asked about. */
  readonly overdue: { readonly events: number; readonly effects: number };
}

/** A stored webhook, and whether its body is still there to be run again. */
export interface StoredEvent {
  readonly eventId: string;
  readonly type: string;
  readonly hasBody: boolean;
}

/** Which portal is forgotten, and what is kept of it. */
export interface EraseWish {
  readonly key: AccountKey;
  readonly expectedVersion: number;
  /** The provider's customers that were the portal's. */
  readonly customerIds: readonly CustomerId[];
  /** The account as it stays: without anything that names a person. */
  readonly emptied: object;
}

/** What only operators ask of a store. Every method throws STORE_UNAVAILABLE. */
export interface AdminStore {
  counts(scope: Scope, wish: { readonly overdueSince: Instant }): Promise<StoreCounts>;
  /** The event of the id, or every dead one, oldest first. */
  events(scope: Scope, wish: { readonly eventId: string } | 'dead'): Promise<readonly StoredEvent[]>;
  /** Opens events for another run with all their tries. */
  reopen(scope: Scope, wish: { readonly eventIds: readonly string[]; readonly now: Instant }): Promise<void>;
  /** How many rows an erasure removes or empties, by table. */
  erasable(wish: EraseWish): Promise<Readonly<Record<string, number>>>;
  /** Erases, all or nothing; false: the account was changed meanwhile. */
  erase(wish: EraseWish): Promise<boolean>;
}
