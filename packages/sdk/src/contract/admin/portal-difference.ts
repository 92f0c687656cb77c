import type { EntitlementStatus } from '../entitlement.js';

/** What a portal has under one file. */
export interface PlanSide {
  readonly plan: string | null;
  readonly status: EntitlementStatus | null;
  readonly hasAccess: boolean;
}

/** A limit that allows something else, or less than is used. */
export interface LimitDifference {
  readonly limit: string;
  /** -1: unlimited; null: no such limit, or no access. */
  readonly before: number | null;
  readonly after: number | null;
  /** Null: nobody counts it. */
  readonly used: number | null;
  readonly isExceeded: boolean;
}

/** What changes for one portal. */
export interface PortalDifference {
  readonly portalId: string;
  readonly before: PlanSide;
  readonly after: PlanSide;
  /** Its price belongs to no plan of the new file: the last plan holds for three days, `after` is what follows. */
  readonly isPriceUnknown: boolean;
  readonly gained: readonly string[];
  readonly lost: readonly string[];
  readonly limits: readonly LimitDifference[];
}
