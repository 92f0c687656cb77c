/** What follows from an input: the next account, why, and what to tell the world. Data only; the shell makes it true. */
import type { PortalId } from '../kernel/ids.js';
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

/** A line of history as it was kept. */
export interface RecordedEntry extends JournalEntry {
  /** The newest of the provider's events that the commit took into account; null: none had come. */
  readonly eventId: string | null;
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
      /** The same key again is the same alert again: it is counted, and told once more when it had been resolved. */
      readonly kind: 'raiseAlert';
      readonly key: string;
      /** What kind of alert it is, such as `unknown_price`. */
      readonly alert: string;
      /** One sentence: what happened and what to do. It is logged: ids allowed, personal data and secrets not. */
      readonly message: string;
      /** Facts that are kept and shown but never logged or sent, such as an address. */
      readonly details?: Readonly<Record<string, string>>;
      /** When it happened; default: when it was committed. The same instant again is the same raise, told twice. */
      readonly raisedAt?: Instant;
    }
  | {
      /** What an alert was about is over. */
      readonly kind: 'resolveAlert';
      readonly key: string;
      readonly alertKey: string;
    }
  | {
      /** Tell one sink of one alert. */
      readonly kind: 'deliverAlert';
      readonly key: string;
      readonly sink: string;
      readonly notice: AlertNotice;
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

/** An alert as operators are told of it outside the store. */
export interface AlertNotice {
  readonly key: string;
  readonly code: string;
  readonly message: string;
  /** Null: it is about the app. */
  readonly portalId: PortalId | null;
  readonly raisedAt: Instant;
}

/** Triggers that billing raises for the author's own code. */
export type BillingTrigger =
  | 'billing.upgraded'
  | 'billing.downgraded'
  | 'billing.subscription_ended'
  | 'billing.retention_ended'
  | 'billing.usage_threshold'
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
