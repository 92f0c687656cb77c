/** Usage: a counter a window, the keys that have counted, and the slices that metered usage is reported in. */
export const usage = {
  id: '0003-usage',
  statements: [
    `CREATE TABLE usage_windows (
      app TEXT NOT NULL, mode TEXT NOT NULL, portal_id TEXT NOT NULL, limit_name TEXT NOT NULL, window_start BIGINT NOT NULL,
      window_end BIGINT NOT NULL, used BIGINT NOT NULL,
      PRIMARY KEY (app, mode, portal_id, limit_name, window_start))`,
    `CREATE INDEX usage_windows_end ON usage_windows (app, mode, window_end)`,
    `CREATE TABLE usage_keys (
      app TEXT NOT NULL, mode TEXT NOT NULL, portal_id TEXT NOT NULL, limit_name TEXT NOT NULL, key TEXT NOT NULL,
      window_start BIGINT NOT NULL, customer_id TEXT, amount BIGINT NOT NULL, refunded BIGINT NOT NULL, expires_at BIGINT NOT NULL,
      PRIMARY KEY (app, mode, portal_id, limit_name, key))`,
    `CREATE INDEX usage_keys_expiry ON usage_keys (app, mode, expires_at)`,
    `CREATE TABLE usage_slices (
      app TEXT NOT NULL, mode TEXT NOT NULL, portal_id TEXT NOT NULL, limit_name TEXT NOT NULL,
      customer_id TEXT NOT NULL, slice_start BIGINT NOT NULL, slice_end BIGINT NOT NULL, used BIGINT NOT NULL,
      state TEXT NOT NULL, attempts INTEGER NOT NULL, next_attempt_at BIGINT NOT NULL, claimed_until BIGINT,
      first_sent_at BIGINT, reason TEXT,
      PRIMARY KEY (app, mode, portal_id, limit_name, customer_id, slice_start))`,
    `CREATE INDEX usage_slices_open ON usage_slices (app, mode, state, next_attempt_at)`,
    `CREATE INDEX usage_slices_time ON usage_slices (app, mode, slice_start)`,
  ],
} as const;
