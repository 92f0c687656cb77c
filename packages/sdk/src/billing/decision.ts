/** What follows from an input: the next account, why, and what to tell the world. Data only; the shell makes it true. */
import type { Instant } from '../kernel/instant.js';
import type { Account } from './account.js';

/** One line of an account's history. */
export interface JournalEntry {
  readonly at: Instant;
  /** The input that caused it. */
  readonly cause: string;
  /** One sentence for support staff; ids allowed, personal data and secrets not. */
  readonly summary: string;
}

/** Something to tell the world after the commit. `key` names the cause, so that trying twice is seen once. */
export type Effect =
  | {
      readonly kind: 'sendEmail';
      readonly key: string;
      readonly template: string;
      readonly to: string;
      readonly data: Readonly<Record<string, unknown>>;
    }
  | {
      readonly kind: 'raiseAlert';
      readonly key: string;
      readonly alert: string;
      readonly message: string;
    };

/** The outcome of `decide`. */
export interface Decision {
  readonly account: Account;
  readonly journal: readonly JournalEntry[];
  readonly effects: readonly Effect[];
}

/** Nothing follows: the account stays as it is. */
export function unchanged(account: Account): Decision {
  return { account, journal: [], effects: [] };
}
