/**
 * What talking to HubSpot needs to remember. Adapters prove themselves with `installTokenStoreContract` and
 * `onceStoreContract` in `testing/`. Every method throws STORE_UNAVAILABLE when the store cannot be read or written.
 */
import type { AccountKey } from '../kernel/ids.js';
import type { Instant } from '../kernel/instant.js';

/** A portal's OAuth tokens as they are stored: sealed, so that a copied database opens nothing. */
export interface StoredTokens {
  /** The refresh token that came last; it has no expiry of its own. */
  readonly sealedRefreshToken: string;
  /** The access token that came with it. */
  readonly sealedAccessToken: string;
  /** When the access token stops working; HubSpot gives it 30 minutes. */
  readonly accessExpiresAt: Instant;
  /** When HubSpot issued these tokens: the last moment the install was certainly alive. */
  readonly issuedAt: Instant;
  /** What the portal consented to. */
  readonly scopes: readonly string[];
  /** The HubSpot user who installed; null when HubSpot did not say. */
  readonly userId: string | null;
}

/** A portal's tokens as they were read, with what the next write must name. */
export interface LoadedTokens {
  /** Null when the app is not installed in the portal. */
  readonly tokens: StoredTokens | null;
  /**
   * 0 when the portal was never seen; rises with every `save` and `remove` and never falls, so that a process that read the
   * tokens of a former install cannot overwrite those of a later one.
   */
  readonly version: number;
}

/** Whether a write happened. `conflict`: another writer was first, nothing was written. */
export type TokenWriteResult = 'saved' | 'conflict';

/** Keeps one set of OAuth tokens a portal. */
export interface InstallTokenStore {
  /** Reads a portal's tokens and version. */
  load(key: AccountKey): Promise<LoadedTokens>;
  /** Replaces the tokens, if the version is still the one that was read. */
  save(change: { key: AccountKey; expectedVersion: number; tokens: StoredTokens }): Promise<TokenWriteResult>;
  /** Forgets the tokens but not the version, if the version is still the one that was read. */
  remove(change: { key: AccountKey; expectedVersion: number }): Promise<TokenWriteResult>;
}

/** Remembers what may be used once only, such as the nonce of an OAuth state. */
export interface OnceStore {
  /**
   * True for the first caller who names the key, false for all others, in every process. The key may be forgotten once `now`
   * has reached its `expiresAt`; callers check expiry themselves before they ask.
   */
  useOnce(use: { key: string; expiresAt: Instant; now: Instant }): Promise<boolean>;
}
