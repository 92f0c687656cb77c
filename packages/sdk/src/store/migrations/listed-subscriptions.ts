/** What a reconciliation's listing has shown, until it is over. The key finds a page of ids, and the notes to forget next. */
export const listedSubscriptions = {
  id: '0012-listed-subscriptions',
  statements: [
    `CREATE TABLE listed_subscriptions (
      app TEXT NOT NULL, mode TEXT NOT NULL, listing BIGINT NOT NULL, subscription_id TEXT NOT NULL,
      PRIMARY KEY (app, mode, listing, subscription_id))`,
  ],
} as const;
