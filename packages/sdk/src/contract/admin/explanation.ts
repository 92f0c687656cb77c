import type { Entitlement } from '../entitlement.js';
import type { JournalLine } from './journal-line.js';

/** Why a portal has, or has not, access: the row, who filled it, what set it and when, and what would change it. */
export interface Explanation {
  readonly portalId: string;
  /** The feature asked about; null: access at all. */
  readonly feature: string | null;
  readonly isAllowed: boolean;
  /** The gate's code when it says no. */
  readonly code: string | null;
  /** One sentence an operator can pass on. */
  readonly verdict: string;
  readonly row: Entitlement | null;
  /** Which plan decides, and whether it holds the feature. */
  readonly plan: {
    readonly name: string;
    readonly isKnown: boolean;
    readonly hasFeature: boolean | null;
  } | null;
  /** Every source that could entitle, the winning one first. */
  readonly sources: readonly ExplainedSource[];
  /** What last changed the row, and what confirmed it last. */
  readonly setBy: {
    readonly cause: string;
    readonly at: number;
    readonly summary: string;
    readonly eventId: string | null;
  } | null;
  readonly observedAt: number | null;
  /** What would change the answer, the nearest first: "the trial ends on …", "a plan with sync.bidirectional: team, scale". */
  readonly changes: readonly { readonly what: string; readonly at: number | null }[];
  readonly journal: readonly JournalLine[];
}

/** A subscription or a grant, and whether it counts. */
export interface ExplainedSource {
  readonly kind: 'subscription' | 'grant' | 'install' | 'byHand';
  readonly id: string | null;
  readonly source: string;
  readonly plan: string | null;
  readonly isWinning: boolean;
  /** Why it wins, or why not. */
  readonly why: string;
}
