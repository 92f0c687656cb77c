/** What needs a person: one row a key, open until somebody, or the cause's own end, resolves it. */
export const alerts = {
  id: '0004-alerts',
  statements: [
    `CREATE TABLE alerts (
      app TEXT NOT NULL, mode TEXT NOT NULL, key TEXT NOT NULL,
      code TEXT NOT NULL, message TEXT NOT NULL, details TEXT NOT NULL, portal_id TEXT,
      first_raised_at BIGINT NOT NULL, last_raised_at BIGINT NOT NULL, times INTEGER NOT NULL,
      resolved_at BIGINT, resolved_by TEXT,
      PRIMARY KEY (app, mode, key))`,
    `CREATE INDEX alerts_open ON alerts (app, mode, first_raised_at DESC, key) WHERE resolved_at IS NULL`,
  ],
} as const;
