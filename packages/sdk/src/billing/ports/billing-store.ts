import type { Entitlement } from '../../contract/entitlement.js';
import type { AccountKey, CustomerId, PortalId } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import type { Account } from '../account.js';
import type { Effect, JournalEntry, RecordedEntry } from '../decision.js';
import type { Scope } from './scope.js';

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
  /** The customer is the one the account had at `expectedVersion`: which portal it belongs to is written already. */
  readonly isCustomerKept: boolean;
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
