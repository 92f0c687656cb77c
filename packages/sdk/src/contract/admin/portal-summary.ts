import type { EntitlementSource, EntitlementStatus } from '../entitlement.js';

/** Which portals, in which order. All conditions must hold. */
export interface PortalQuery {
  readonly plan?: string;
  readonly status?: EntitlementStatus;
  readonly source?: EntitlementSource;
  /** Only portals that have, or have not, access now. */
  readonly hasAccess?: boolean;
  /** Part of a portal id, customer id or e-mail address. */
  readonly search?: string;
  /** Default `portal`. */
  readonly sort?: 'portal' | 'plan' | 'status' | 'updated' | 'trialEnds' | 'renews';
  /** Default ascending. */
  readonly order?: 'ascending' | 'descending';
  /** 1 to 500; default 100. */
  readonly limit?: number;
  readonly after?: string;
}

/** A line of the list. */
export interface PortalSummary {
  readonly portalId: string;
  readonly plan: string | null;
  readonly status: EntitlementStatus | null;
  readonly source: EntitlementSource;
  readonly hasAccess: boolean;
  readonly adminEmail: string;
  readonly customerId: string | null;
  readonly subscriptionId: string | null;
  readonly trialEndsAt: number | null;
  readonly cancelAt: number | null;
  /** End of the paid period. */
  readonly renewsAt: number | null;
  readonly updatedAt: number | null;
  readonly isInstalled: boolean;
}
