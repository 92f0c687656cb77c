import type { Instant } from '../../kernel/instant.js';
import type { Account } from '../account.js';
import type { RecordedEntry } from '../decision.js';
import type { Rules } from '../rules.js';

/** What is to be explained. */
export interface ExplainWish {
  readonly account: Account;
  /** Null: access at all. */
  readonly feature: string | null;
  /** Newest first. */
  readonly journal: readonly RecordedEntry[];
  readonly rules: Rules;
  readonly now: Instant;
}
