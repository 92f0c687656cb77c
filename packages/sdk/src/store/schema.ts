/** The tables as Kysely sees them. Every primary key begins with app and mode, so that one database can hold many apps. */
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';

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
}

/** A received webhook. */
export interface InboxRow extends Scoped {
  readonly event_id: string;
  readonly type: string;
  readonly customer_id: string | null;
  readonly received_at: number;
  readonly sealed_body: string | null;
  readonly needs_observation: number;
  readonly needs_handlers: number;
  /** `open`, `unmatched` (no portal for its customer yet), `done` or `dead`. */
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

/** All tables. */
export interface Schema {
  readonly accounts: AccountRow;
  readonly customers: CustomerRow;
  readonly trial_claims: TrialClaimRow;
  readonly journal: JournalRow;
  readonly inbox: InboxRow;
  readonly outbox: OutboxRow;
  readonly kv: KvTableRow;
  readonly install_tokens: InstallTokenRow;
  readonly once: OnceRow;
}

/** Writes SQL with types and runs nothing: queries are compiled here and carried out by an {@link Executor}. */
export const sqlite = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** A Kysely that compiles for one dialect. */
export type Sql = Kysely<Schema>;
