/** What an app tells of its secrets: which it holds, under which something genuine came last, and what still needs a former one. Never a value. */

/** Secrets that may have several live values, the present one first. */
export const ROTATED_SECRETS = [
  'HSX_SECRET',
  'HUBSPOT_CLIENT_SECRET',
  'STRIPE_WEBHOOK_SECRET',
  'STRIPE_METER_WEBHOOK_SECRET',
  'HSX_ADMIN_SECRET',
] as const;

/** One of {@link ROTATED_SECRETS}. */
export type RotatedSecret = (typeof ROTATED_SECRETS)[number];

/** One live value of a secret. Instants are unix ms by the app's wall clock, to the minute. */
export interface SecretValueState {
  /** Eight hexadecimal digits; null for a value too short to be told apart. */
  readonly fingerprint: string | null;
  /** When the app first ran with it; null: it has not yet. */
  readonly firstSeenAt: number | null;
  /** When something genuine last needed it: it fitted this value and none before it. `HSX_SECRET`: when it was last in front, to six hours. Null: never. */
  readonly lastUsedAt: number | null;
  /** When a drill last proved it; null: never. */
  readonly lastProbedAt: number | null;
  /** `HSX_SECRET` only: rows that are encrypted under this value. */
  readonly sealed: { readonly tokens: number; readonly bodies: number } | null;
}

/** The live values of one secret, the present one first. */
export interface SecretState {
  readonly name: RotatedSecret;
  readonly values: readonly SecretValueState[];
}

/** Every rotated secret the app holds. */
export interface AdminSecrets {
  /** The app's wall clock. */
  readonly now: number;
  readonly secrets: readonly SecretState[];
}

/** The type of the event a drill posts: stored, shown to nobody, and no sign of life of the provider. */
export const DRILL_EVENT_TYPE = 'hs_x.secret_drill';
