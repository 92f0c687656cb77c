/** What the sync engine needs of a store: whose turn it is, and how far each portal's run has come. */
import type { Scope } from '../../billing/ports/scope.js';
import type { AccountKey, PortalId } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';

/** One sync of one portal. */
export interface SyncKey extends AccountKey {
  readonly syncId: string;
}

/** What a run has done. */
export interface SyncCounts {
  /** Records the source gave. */
  readonly pulled: number;
  /** Records HubSpot took, new ones included. */
  readonly written: number;
  readonly created: number;
  /** Records without an id, or replaced by another one of the same page. */
  readonly skipped: number;
  /** Records that could not be mapped or that HubSpot refused. */
  readonly failed: number;
}

/** How far it has come. */
export interface SyncProgress {
  /** When the run under way began; null between two runs. */
  readonly startedAt: Instant | null;
  /** Pages done in it. */
  readonly batch: number;
  /** Where the source goes on. */
  readonly cursor: string | null;
  /** Records of the page under way that were, or are about to be, counted against the limit; null: none. */
  readonly pending: number | null;
  readonly counts: SyncCounts;
  /** Turns in a row that came to nothing. */
  readonly failures: number;
}

/** A sync taken for a turn. Nobody else has it until the claim lapses. */
export interface ClaimedSync {
  readonly key: SyncKey;
  readonly claim: string;
  readonly progress: SyncProgress;
}

/** How a turn ended. */
export interface SyncSettlement {
  readonly progress: SyncProgress;
  /** The next turn; null: none before the portal is enrolled again. */
  readonly dueAt: Instant | null;
  /** Whether the next turn waits for something a new plan may change. */
  readonly isPaused: boolean;
}

/** Keeps the turns of syncs. Methods throw STORE_UNAVAILABLE. */
export interface SyncRunStore {
  /** Gives portals their first turn of syncs, now; those that have turns keep them, those without begin again where they were. */
  enroll(
    scope: Scope,
    wish: { portalIds: readonly PortalId[]; syncIds: readonly string[]; now: Instant },
  ): Promise<void>;
  /** Takes the sync whose turn has come first, of the ids given; never two of one portal at once. Null: none is due. */
  claim(
    scope: Scope,
    wish: { syncIds: readonly string[]; now: Instant; leaseMs: number },
  ): Promise<ClaimedSync | null>;
  /** Keeps the progress and the claim until then; false: somebody else has it, and nothing was changed. */
  keep(claimed: ClaimedSync, wish: { progress: SyncProgress; until: Instant }): Promise<boolean>;
  /** Ends the turn; false: somebody else has it, and nothing was changed. */
  settle(claimed: ClaimedSync, settlement: SyncSettlement): Promise<boolean>;
  /** Gives the portal's paused syncs a turn now. */
  wake(key: AccountKey, now: Instant): Promise<void>;
  /** Gives back the turns of processes that died; only for a store that one process uses alone. */
  release(scope: Scope, now: Instant): Promise<void>;
  /** Gives a turn now to what is due later than it ever could be: set by a clock that has been put back since. */
  hasten(scope: Scope, wish: { syncId: string; dueAfter: Instant; now: Instant }): Promise<void>;
}

/** Before the first run. */
export const NO_PROGRESS: SyncProgress = {
  startedAt: null,
  batch: 0,
  cursor: null,
  pending: null,
  counts: { pulled: 0, written: 0, created: 0, skipped: 0, failed: 0 },
  failures: 0,
};
