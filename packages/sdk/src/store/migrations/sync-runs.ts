/** Whose turn of which sync comes when, and how far it has come. The index gives the next turn, so that a tick costs what is due and no more. */
export const syncRuns = {
  id: '0006-sync-runs',
  statements: [
    `CREATE TABLE sync_runs (
      app TEXT NOT NULL, mode TEXT NOT NULL, portal_id TEXT NOT NULL, sync_id TEXT NOT NULL,
      due_at BIGINT, claim TEXT, is_paused INTEGER NOT NULL, progress TEXT,
      PRIMARY KEY (app, mode, portal_id, sync_id))`,
    `CREATE INDEX sync_runs_due ON sync_runs (app, mode, sync_id, due_at) WHERE due_at IS NOT NULL`,
  ],
} as const;
