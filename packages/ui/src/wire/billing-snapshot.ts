/**
 * What the built-in function `billing` answers, as a card reads it. Declared here a second time, because a card's
 * project must not install `@hs-x/sdk` with its database driver; a test keeps both declarations assignable.
 */

/** Unix milliseconds. */
export type Instant = number;

/** The states of a portal's billing; `unknown` stands for a state a newer server knows. */
export type BillingStatus = 'active' | 'trialing' | 'past_due' | 'canceled' | 'paused' | 'unknown';

/** Who pays or granted; `none`: nobody yet; `unknown` stands for a source a newer server knows. */
export type BillingSource =
  'stripe' | 'paddle' | 'lemonsqueezy' | 'platform' | 'invoice' | 'partner' | 'reviewer' | 'none' | 'unknown';

/** One portal's billing, as its people may see it. */
export interface BillingSnapshot {
  /** False until the row exists: show a loading state, neither the panel nor a prompt. */
  readonly isReady: boolean;
  /** Whether the portal may use anything of its plan; which features in particular is in `features`. */
  readonly hasAccess: boolean;
  /** The plan in force; null without a row, or with a plan the app no longer knows. */
  readonly plan: SnapshotPlan | null;
  readonly status: BillingStatus | null;
  readonly source: BillingSource;
  /** When a running trial ends; null without a clock. */
  readonly trialEndsAt: Instant | null;
  /** When a scheduled cancellation takes effect. */
  readonly cancelAt: Instant | null;
  /** Until when a failed payment keeps access; null without grace. */
  readonly graceEndsAt: Instant | null;
  /** Until when to say "Just upgraded? Refresh in a moment"; null outside those 60 seconds. */
  readonly justUpgradedUntil: Instant | null;
  /** The server's present instant, to count from: a visitor's clock may be wrong. */
  readonly now: Instant;
  /** The features that pass now; empty without access. */
  readonly features: readonly string[];
  /** Every limit of the plan in force. */
  readonly usage: readonly LimitUsage[];
  /** All plans, from the lowest rank to the highest. */
  readonly plans: readonly SnapshotPlan[];
  readonly links: BillingLinks;
}

/** A plan as people see it. */
export interface SnapshotPlan {
  readonly name: string;
  readonly title: string;
  readonly isFree: boolean;
  readonly features: readonly string[];
}

/** How much of one limit is used. */
export interface LimitUsage {
  readonly limit: string;
  /** Null for a gauge nobody counted yet. */
  readonly used: number | null;
  /** -1: unlimited. */
  readonly allowed: number;
  /** When a counter begins again; null for gauges. */
  readonly resetsAt: Instant | null;
}

/** Where buttons lead; each opens in a new tab. */
export interface BillingLinks {
  /** The page to choose a plan on. */
  readonly upgradeUrl: string;
  /** The page to change plan or card, to cancel and to find the invoices; null for a portal that never paid. */
  readonly manageUrl: string | null;
}
