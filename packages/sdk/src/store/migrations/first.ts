/** The first schema. Forward-only: it is never edited, later changes are new files. Plain SQL that SQLite, D1 and PostgreSQL all take. */
export const first = {
  id: '0001-first',
  statements: [
    `CREATE TABLE accounts (
      app TEXT NOT NULL, mode TEXT NOT NULL, portal_id TEXT NOT NULL,
      version BIGINT NOT NULL, due_at BIGINT, entitlement TEXT, document TEXT NOT NULL,
      PRIMARY KEY (app, mode, portal_id))`,
    `CREATE INDEX accounts_due ON accounts (app, mode, due_at) WHERE due_at IS NOT NULL`,
    `CREATE TABLE customers (
      app TEXT NOT NULL, mode TEXT NOT NULL, customer_id TEXT NOT NULL,
      portal_id TEXT NOT NULL, is_current INTEGER NOT NULL,
      PRIMARY KEY (app, mode, customer_id))`,
    `CREATE UNIQUE INDEX customers_current ON customers (app, mode, portal_id) WHERE is_current = 1`,
    `CREATE INDEX customers_portal ON customers (app, mode, portal_id)`,
    `CREATE TABLE trial_claims (
      app TEXT NOT NULL, mode TEXT NOT NULL, identity TEXT NOT NULL, portal_id TEXT NOT NULL, claimed_at BIGINT NOT NULL,
      PRIMARY KEY (app, mode, identity))`,
    `CREATE TABLE journal (
      app TEXT NOT NULL, mode TEXT NOT NULL, portal_id TEXT NOT NULL,
      version BIGINT NOT NULL, line INTEGER NOT NULL, at BIGINT NOT NULL, cause TEXT NOT NULL, summary TEXT NOT NULL,
      PRIMARY KEY (app, mode, portal_id, version, line))`,
    `CREATE TABLE inbox (
      app TEXT NOT NULL, mode TEXT NOT NULL, event_id TEXT NOT NULL,
      type TEXT NOT NULL, customer_id TEXT, received_at BIGINT NOT NULL, sealed_body TEXT,
      needs_observation INTEGER NOT NULL, needs_handlers INTEGER NOT NULL,
      state TEXT NOT NULL, attempts INTEGER NOT NULL, next_attempt_at BIGINT NOT NULL, claimed_until BIGINT, reason TEXT,
      PRIMARY KEY (app, mode, event_id))`,
    `CREATE INDEX inbox_open ON inbox (app, mode, state, next_attempt_at)`,
    `CREATE INDEX inbox_customer ON inbox (app, mode, customer_id, state)`,
    `CREATE INDEX inbox_bodies ON inbox (app, mode, received_at) WHERE sealed_body IS NOT NULL`,
    `CREATE TABLE outbox (
      app TEXT NOT NULL, mode TEXT NOT NULL, key TEXT NOT NULL,
      portal_id TEXT, effect TEXT NOT NULL, created_at BIGINT NOT NULL,
      state TEXT NOT NULL, attempts INTEGER NOT NULL, next_attempt_at BIGINT NOT NULL, claimed_until BIGINT, reason TEXT,
      PRIMARY KEY (app, mode, key))`,
    `CREATE INDEX outbox_open ON outbox (app, mode, state, next_attempt_at)`,
    `CREATE TABLE kv (
      app TEXT NOT NULL, mode TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, expires_at BIGINT,
      PRIMARY KEY (app, mode, key))`,
    `CREATE TABLE install_tokens (
      app TEXT NOT NULL, mode TEXT NOT NULL, portal_id TEXT NOT NULL, version BIGINT NOT NULL, tokens TEXT,
      PRIMARY KEY (app, mode, portal_id))`,
    `CREATE TABLE once (key TEXT NOT NULL PRIMARY KEY, expires_at BIGINT NOT NULL)`,
  ],
} as const;
