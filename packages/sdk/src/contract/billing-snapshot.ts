/** What a card shows of a portal's billing: the answer of the built-in function `billing`, made from one read of the row. */
import type { Instant } from '../kernel/instant.js';
import type { EntitlementSource, EntitlementStatus } from './entitlement.js';

/** One portal's billing, as its people may see it: no provider ids, no e-mail. */
export interface BillingSnapshot {
  /** False until the row exists: show a loading state, neither the panel nor a prompt. */
  readonly isReady: boolean;
  /** Whether the row passes the gate at all; which features it has is in `features`. */
  readonly hasAccess: boolean;
  /** The plan in force, or null without a row. */
  readonly plan: SnapshotPlan | null;
  readonly status: EntitlementStatus | null;
  readonly source: EntitlementSource;
  /** When a running trial ends. */
  readonly trialEndsAt: Instant | null;
  /** When a scheduled cancellation takes effect. */
  readonly cancelAt: Instant | null;
  /** Until when a failed payment keeps access; null without grace. */
  readonly graceEndsAt: Instant | null;
  /** Within 60 s of an upgrade click, of the return from a payment or of a raised plan: until when to say "Just upgraded? Refresh in a moment". */
  readonly justUpgradedUntil: Instant | null;
  /** The server's present instant, to count from: a visitor's clock may be wrong. */
  readonly now: Instant;
  /** The features that pass now, `*` written out; empty without access. */
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

/** Where a card's buttons lead; each opens in a new tab. Signed for this portal, for 30 days. */
export interface BillingLinks {
  /** The page to choose a plan on. */
  readonly upgradeUrl: string;
  /** The page to change plan, card or cancel, with the invoices; null for a portal without a customer. */
  readonly manageUrl: string | null;
}
