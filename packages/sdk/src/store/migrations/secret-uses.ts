/** Under which value of a secret something genuine came last. Values are named by fingerprints. */
export const secretUses = {
  id: '0010-secret-uses',
  statements: [
    `CREATE TABLE secret_uses (
      app TEXT NOT NULL, mode TEXT NOT NULL, name TEXT NOT NULL, fingerprint TEXT NOT NULL,
      first_seen_at BIGINT NOT NULL, last_used_at BIGINT, last_probed_at BIGINT,
      PRIMARY KEY (app, mode, name, fingerprint))`,
  ],
} as const;
