import type { AlertEntry, AlertQuery } from '../../contract/admin/alert-entry.js';
import type { Page } from '../../contract/admin/page.js';
import type { PortalId } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import type { Scope } from './scope.js';

/** One raise of an alert. */
export interface AlertRaise {
  readonly key: string;
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, string>>;
  readonly portalId: PortalId | null;
  readonly at: Instant;
}

/** Keeps what needs a person, one row a key. Methods throw STORE_UNAVAILABLE. */
export interface AlertStore {
  /**
   * Opens the alert, opens it anew when it was resolved before, or counts it once more; answers the row as it is then. A raise that is not
   * younger than the last one, or than the resolution, changes nothing: it was told twice, or late.
   */
  raise(scope: Scope, raise: AlertRaise): Promise<AlertEntry>;
  /** One page, newest first. Throws REQUEST_INVALID for a limit outside 1 to 500 or an `after` that no page gave. */
  list(scope: Scope, query: AlertQuery): Promise<Page<AlertEntry>>;
  /** Resolves those of the keys that are open and were not raised after the instant; answers how many those were. */
  resolve(scope: Scope, wish: { keys: readonly string[]; actor: string; at: Instant }): Promise<number>;
  /** How many are open. */
  countOpen(scope: Scope): Promise<number>;
}
