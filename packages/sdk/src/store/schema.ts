/** The tables as Kysely sees them. Every primary key begins with app and mode, so that one database can hold many apps. */
import {
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type Dialect,
} from 'kysely';

interface Scoped {
  readonly app: string;
  readonly mode: string;
}

/** One billing account; `document` is the aggregate, `entitlement` the row the gate reads, both JSON. */
export interface AccountRow extends Scoped {
  readonly portal_id: string;
  readonly version: number;
  readonly due_at: number | null;
  readonly entitlement: string | null;
  readonly document: string;
}

/** Which portal a provider customer belongs to; at most one current customer a portal. */
export interface CustomerRow extends Scoped {
  readonly customer_id: string;
  readonly portal_id: string;
  readonly is_current: number;
}

/** Whose the trial of an identity is; `identity` is its kind and its keyed hash. */
export interface TrialClaimRow extends Scoped {
  readonly identity: string;
  readonly portal_id: string;
  readonly claimed_at: number;
}

/** One line of an account's history: written by the commit that made `version`. */
export interface JournalRow extends Scoped {
  readonly portal_id: string;
  readonly version: number;
  readonly line: number;
  readonly at: number;
  readonly cause: string;
  readonly summary: string;
  /** The provider's event that told of it; null: none. */
  readonly event_id: string | null;
}

/** A received webhook. */
export interface InboxRow extends Scoped {
  readonly event_id: string;
  readonly type: string;
  /** Whom HubSpot's event is about; null for the provider's. */
  readonly portal_id: string | null;
  readonly customer_id: string | null;
  readonly received_at: number;
  readonly sealed_body: string | null;
  readonly needs_observation: number;
  readonly needs_handlers: number;
  /** `open`, `unmatched` (no portal for its customer yet), `done`, `skipped` (the portal had not paid) or `dead`. */
  readonly state: string;
  readonly attempts: number;
  readonly next_attempt_at: number;
  readonly claimed_until: number | null;
  readonly reason: string | null;
}

/** Something to tell the world. */
export interface OutboxRow extends Scoped {
  readonly key: string;
  readonly portal_id: string | null;
  readonly effect: string;
  readonly created_at: number;
  /** `open`, `delivered` or `dead`. */
  readonly state: string;
  readonly attempts: number;
  readonly next_attempt_at: number;
  readonly claimed_until: number | null;
  readonly reason: string | null;
}

/** A key-value pair of the author's. */
export interface KvTableRow extends Scoped {
  readonly key: string;
  readonly value: string;
  readonly expires_at: number | null;
}

/** A portal's OAuth tokens, sealed; null once they were removed. */
export interface InstallTokenRow extends Scoped {
  readonly portal_id: string;
  readonly version: number;
  readonly tokens: string | null;
}

/** A value that may be used once. */
export interface OnceRow {
  readonly key: string;
  readonly expires_at: number;
}

/** What a portal has used of a limit in one window. */
export interface UsageWindowRow extends Scoped {
  readonly portal_id: string;
  readonly limit_name: string;
  readonly window_start: number;
  readonly window_end: number;
  readonly used: number;
}

/** A key that has counted: how much, in which window, billed to whom, and how much of it was given back. */
export interface UsageKeyRow extends Scoped {
  readonly portal_id: string;
  readonly limit_name: string;
  readonly key: string;
  readonly window_start: number;
  readonly customer_id: string | null;
  readonly amount: number;
  readonly refunded: number;
  readonly expires_at: number;
}

/** Metered usage of one customer in one hour of a window; negative when more was given back than used. */
export interface UsageSliceRow extends Scoped {
  readonly portal_id: string;
  readonly limit_name: string;
  readonly customer_id: string;
  readonly slice_start: number;
  readonly slice_end: number;
  readonly used: number;
  /** `open`: still counting. `sealed`: to be reported as it stands. `reported`, or `held` for a person. */
  readonly state: string;
  readonly attempts: number;
  readonly next_attempt_at: number;
  readonly claimed_until: number | null;
  /** When a report was first tried; null before. */
  readonly first_sent_at: number | null;
  readonly reason: string | null;
}

/** Something that needs a person; `details` is JSON. */
export interface AlertRow extends Scoped {
  readonly key: string;
  readonly code: string;
  readonly message: string;
  readonly details: string;
  readonly portal_id: string | null;
  readonly first_raised_at: number;
  readonly last_raised_at: number;
  readonly times: number;
  readonly resolved_at: number | null;
  readonly resolved_by: string | null;
}

/** A portal's turn of a sync; while `claim` names who has it, `due_at` is when that lapses. `progress` is JSON; null: before the first turn. */
export interface SyncRunRow extends Scoped {
  readonly portal_id: string;
  readonly sync_id: string;
  /** Null: no turn comes. */
  readonly due_at: number | null;
  readonly claim: string | null;
  readonly is_paused: number;
  readonly progress: string | null;
}

/** Under which value of a secret something genuine came last; the value is named by its fingerprint. */
export interface SecretUseRow extends Scoped {
  readonly name: string;
  readonly fingerprint: string;
  readonly first_seen_at: number;
  readonly last_used_at: number | null;
  readonly last_probed_at: number | null;
}

/** A subscription that a reconciliation's listing has shown. */
export interface ListedSubscriptionRow extends Scoped {
  readonly listing: number;
  readonly subscription_id: string;
}

/** All tables. */
export interface Schema {
  readonly accounts: AccountRow;
  readonly customers: CustomerRow;
  readonly trial_claims: TrialClaimRow;
  readonly journal: JournalRow;
  readonly inbox: InboxRow;
  readonly outbox: OutboxRow;
  readonly alerts: AlertRow;
  readonly kv: KvTableRow;
  readonly install_tokens: InstallTokenRow;
  readonly once: OnceRow;
  readonly usage_windows: UsageWindowRow;
  readonly usage_keys: UsageKeyRow;
  readonly usage_slices: UsageSliceRow;
  readonly sync_runs: SyncRunRow;
  readonly secret_uses: SecretUseRow;
  readonly listed_subscriptions: ListedSubscriptionRow;
}

/** What statements must know of the database they are for. */
export interface SqlTraits {
  /** Whether several connections write at once and lock rows: then a claim passes over what another one is just claiming. */
  readonly hasRowLocks: boolean;
}

/** Writes SQL of one dialect with types and runs nothing: queries are compiled here and carried out by an {@link Executor}. */
export type Sql = Kysely<Schema> & SqlTraits;

/** Makes the writer of a dialect. */
export function createSql(dialect: Omit<Dialect, 'createDriver'>, traits: SqlTraits): Sql {
  return Object.assign(
    new Kysely<Schema>({ dialect: { ...dialect, createDriver: () => new DummyDriver() } }),
    traits,
  );
}

/** For SQLite and D1, where one write follows the other. */
export const sqlite = createSql(
  {
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
  { hasRowLocks: false },
);
