/** HubSpot's stored webhooks name their portal, so that each portal has its turn. Indexes: the next portal's first event, and what is under claim. */
export const inboxPortals = {
  id: '0002-inbox-portals',
  statements: [
    `ALTER TABLE inbox ADD COLUMN portal_id TEXT`,
    `CREATE INDEX inbox_turns ON inbox (app, mode, state, portal_id, next_attempt_at, received_at)`,
    `CREATE INDEX inbox_claimed ON inbox (app, mode, portal_id) WHERE claimed_until IS NOT NULL`,
  ],
} as const;
