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
    }
  | {
      /** Pause what the plan in force no longer allows, or resume what a downgrade paused. */
      readonly kind: 'adjustResources';
      readonly key: string;
      readonly direction: 'upgraded' | 'downgraded';
      readonly fromPlan: string;
      readonly toPlan: string;
    }
  | {
      /** Run the author's handlers of a billing trigger. */
      readonly kind: 'runTrigger';
      readonly key: string;
      readonly trigger: BillingTrigger;
      readonly event: Readonly<Record<string, unknown>>;
    };

/** Triggers that billing raises for the author's own code. */
export type BillingTrigger =
  | 'billing.upgraded'
  | 'billing.downgraded'
  | 'billing.subscription_ended'
  | 'billing.retention_ended'
  | 'hubspot.app.uninstalled';

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
