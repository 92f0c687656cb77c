import type { Instant } from '../kernel/instant.js';
import type { Scope } from './ports/scope.js';

/**
 * Keeps how far work that outlives a process has come, so that a crash does not start it over. The app's key-value store serves.
 * Methods throw STORE_UNAVAILABLE.
 */
export interface Checkpoints {
  /** The value, or null when there is none or it has expired. */
  get(scope: Scope, wish: { key: string; now: Instant }): Promise<unknown>;
  /** Writes the value; `expiresAt` null: kept until deleted. */
  put(scope: Scope, row: { key: string; value: unknown; expiresAt: Instant | null }): Promise<void>;
  /** Removes the key; a missing one is no error. */
  delete(scope: Scope, key: string): Promise<void>;
}
