/**
 * What an operator may ask of a running or stopped app and do to it, as data: the same requests and answers whether the command opens the
 * app's own store or speaks to a deployed app over signed HTTP. Instants are unix ms. No answer holds a secret.
 */
import type { BillingConfig } from '../app-config.js';
import type { Entitlement } from '../entitlement.js';
import type { AdminSecrets } from './admin-secrets.js';
import type { AlertEntry, AlertQuery } from './alert-entry.js';
import type { ErasureReceipt } from './erasure-receipt.js';
import type { Explanation } from './explanation.js';
import type { GrantEntry, GrantWish } from './grant-entry.js';
import type { Page } from './page.js';
import type { PortalDetails } from './portal-details.js';
import type { PortalDifference } from './portal-difference.js';
import type { PortalQuery, PortalSummary } from './portal-summary.js';
import type { Acted, PortalWish } from './portal-wish.js';

/** Every operation with its request and its answer. */
export interface AdminOperations {
  /** One page of portals; `after` is the `next` of the page before. */
  readonly list: { request: PortalQuery; answer: Page<PortalSummary> };
  /** Everything known of one portal's billing. NOT_FOUND for a portal nothing is known of. */
  readonly show: { request: PortalWish; answer: PortalDetails };
  /** Why the portal has, or has not, access or one feature. Answers for unknown portals, too. */
  readonly explain: { request: PortalWish & { readonly feature?: string }; answer: Explanation };
  /** Gives access without a subscription. A repeated `grantId` replaces the grant. */
  readonly grant: { request: GrantWish; answer: Change & { readonly grant: GrantEntry } };
  /** Takes a grant back; without `grantId` the portal's only one. NOT_FOUND, or CONFLICT with several. */
  readonly revoke: {
    request: PortalWish & Acted & { readonly grantId?: string };
    answer: Change & { readonly grant: GrantEntry };
  };
  /** Reads the provider's present state of the portal's customer and makes the row agree. */
  readonly sync: { request: PortalWish; answer: Change };
  /** Runs a part of a reconciliation, some seconds of it; called again until `report` is there. CONFLICT while another process is at it. */
  readonly reconcile: { request: { readonly owner: string }; answer: ReconcileProgress };
  /** Runs a stored webhook, or all dead ones, again. NOT_FOUND for an unknown event, CONFLICT for one whose body is gone. */
  readonly replay: {
    request: { readonly eventId: string } | { readonly dead: true };
    answer: { readonly events: readonly ReplayedEvent[] };
  };
  /** A link for the portal's people: the checkout of a plan, or the page to manage the subscription; 30 days long. */
  readonly link: {
    request: PortalWish & ({ readonly to: 'billing' } | { readonly to: 'checkout'; readonly plan?: string });
    answer: { readonly url: string; readonly expiresAt: number };
  };
  /** Moves a subscription when a customer changes portals. CONFLICT when the receiver has a live one. */
  readonly transfer: {
    request: Acted & { readonly fromPortalId: string; readonly toPortalId: string };
    answer: { readonly from: Change; readonly to: Change };
  };
  /** Alerts, newest first. */
  readonly alerts: { request: AlertQuery; answer: Page<AlertEntry> };
  /** Marks alerts as dealt with. */
  readonly resolveAlerts: {
    request: { readonly keys: readonly string[]; readonly actor: string };
    answer: { readonly resolved: number };
  };
  /** Forgets a portal's personal data, provider ids included. CONFLICT while a subscription is live. `dryRun`: only says what would go. */
  readonly erase: {
    request: PortalWish & Acted & { readonly dryRun?: boolean };
    answer: ErasureReceipt;
  };
  /**
   * One page of the portals for which other plans would change something; nothing is written. `from` null: the plans the app runs with.
   * `after` is the `next` of the page before.
   */
  readonly diffPlans: {
    request: {
      readonly from: BillingConfig | null;
      readonly to: BillingConfig;
      readonly after?: string;
    };
    answer: Page<PortalDifference>;
  };
  /** What `hs-x doctor` asks the app itself. */
  readonly health: { request: Readonly<Record<string, never>>; answer: AdminHealth };
  /** Which secrets the app holds, by fingerprint, and what still needs a former value. */
  readonly secrets: { request: Readonly<Record<string, never>>; answer: AdminSecrets };
}

/** The name of an operation, as in `/admin/<name>`. */
export type AdminOperation = keyof AdminOperations;
/** What an operation is asked with. */
export type AdminRequest<Name extends AdminOperation> = AdminOperations[Name]['request'];
/** What an operation answers. */
export type AdminAnswer<Name extends AdminOperation> = AdminOperations[Name]['answer'];

/** Performs operators' wishes; the store beside us or a deployed app behind it. */
export interface AdminPort {
  /** Throws HsxError: REQUEST_INVALID, FORBIDDEN, NOT_FOUND, CONFLICT, STORE_UNAVAILABLE, PROVIDER_UNAVAILABLE. */
  call<Name extends AdminOperation>(name: Name, request: AdminRequest<Name>): Promise<AdminAnswer<Name>>;
}

/** The row before and after. */
export interface Change {
  readonly portalId: string;
  readonly before: Entitlement | null;
  readonly after: Entitlement | null;
}

/** How far a reconciliation is. */
export interface ReconcileProgress {
  readonly compared: number;
  /** How many there were last time; null: nobody knows. */
  readonly expected: number | null;
  /** The coverage of the finished run; null while it goes on. */
  readonly report: ReconcileCoverage | null;
}

/** What a finished run found; `listed + unlisted = matched + healed + foreign + unexplained`. */
export interface ReconcileCoverage {
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly listed: number;
  readonly unlisted: number;
  readonly matched: number;
  readonly healed: number;
  readonly foreign: number;
  readonly unexplained: number;
  readonly causes: Readonly<Record<string, number>>;
}

/** What became of a stored webhook that was to run again. */
export interface ReplayedEvent {
  readonly eventId: string;
  readonly type: string;
  /** `queued`: the app's next tick works it off. */
  readonly outcome: 'queued' | 'failed';
  /** Why it cannot run. */
  readonly reason: string | null;
}

/** The state of the app itself, as it sees it. */
export interface AdminHealth {
  readonly app: string;
  readonly mode: 'test' | 'live';
  readonly provider: string;
  /** The app's wall clock, to be compared with the asker's. */
  readonly now: number;
  readonly portals: number;
  /** Stored webhooks by state: `open`, `unmatched`, `done`, `dead`. */
  readonly events: Readonly<Record<string, number>>;
  readonly lastEventReceivedAt: number | null;
  /** Effects to carry out, such as mails, by state: `open`, `delivered`, `dead`. */
  readonly effects: Readonly<Record<string, number>>;
  /** Open webhooks and effects whose turn came five minutes ago or earlier: the app does not run, or cannot keep up. */
  readonly overdue: { readonly events: number; readonly effects: number };
  /** Portals whose tokens HubSpot refused at the last try; a second refusal a day later means that the app was removed there. */
  readonly refusedTokens: readonly string[];
  readonly openAlerts: number;
  readonly lastReconcile: ReconcileCoverage | null;
  /** The longest a lost event can over-entitle, and under-entitle, a portal. */
  readonly bounds: { readonly overEntitledMs: number; readonly underEntitledMs: number };
}
