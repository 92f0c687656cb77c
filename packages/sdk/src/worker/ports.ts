/** What the author-facing layer needs of the world besides billing. */
import type { Scope } from '../billing/ports/scope.js';
import type { Instant } from '../kernel/instant.js';

/** One row of a key-value listing. */
export interface KvRow {
  readonly key: string;
  readonly value: unknown;
}

/** Keeps small JSON values by key. Methods throw STORE_UNAVAILABLE. */
export interface KvStore {
  /** The value, or null when there is none or it has expired. */
  get(scope: Scope, wish: { key: string; now: Instant }): Promise<unknown>;
  /** Writes the value; `expiresAt` null: kept until deleted. */
  put(scope: Scope, row: { key: string; value: unknown; expiresAt: Instant | null }): Promise<void>;
  /** Writes the value where the stored one is still `before` (null: there is none); false: somebody has changed it, and nothing was written. */
  replace(
    scope: Scope,
    change: { key: string; before: unknown; after: unknown; now: Instant },
  ): Promise<boolean>;
  /** Removes the key; a missing one is no error. */
  delete(scope: Scope, key: string): Promise<void>;
  /** Rows whose key begins with the prefix, in key order, after the given key. */
  list(
    scope: Scope,
    wish: { prefix: string; after: string | null; limit: number; now: Instant },
  ): Promise<readonly KvRow[]>;
}
