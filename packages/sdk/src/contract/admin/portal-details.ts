import type { Entitlement } from '../entitlement.js';
import type { GrantEntry } from './grant-entry.js';
import type { JournalLine } from './journal-line.js';
import type { PortalSummary } from './portal-summary.js';

/** Everything known of one portal's billing, as an operator may see it. */
export interface PortalDetails {
  readonly summary: PortalSummary;
  /** The row the gate reads. */
  readonly entitlement: Entitlement | null;
  readonly install: {
    readonly installedAt: number;
    readonly uninstalledAt: number | null;
    readonly accountType: string;
    readonly scopes: readonly string[];
  } | null;
  readonly formerCustomerIds: readonly string[];
  readonly subscription: {
    readonly subscriptionId: string;
    readonly status: string;
    readonly plan: string | null;
    readonly priceIds: readonly string[];
    readonly periodEndsAt: number | null;
    readonly observedAt: number;
  } | null;
  readonly grants: readonly GrantEntry[];
  readonly trial: { readonly state: string; readonly at: number } | null;
  readonly usage: readonly {
    readonly limit: string;
    readonly used: number | null;
    readonly allowed: number;
    readonly resetsAt: number | null;
  }[];
  /** Provider writes not finished yet. */
  readonly intents: readonly {
    readonly kind: string;
    readonly attempts: number;
    readonly nextAttemptAt: number;
  }[];
  /** When something will next happen by itself. */
  readonly dueAt: number | null;
  /** Newest first, at most 50. */
  readonly journal: readonly JournalLine[];
  readonly openAlerts: readonly { readonly code: string; readonly message: string }[];
}
