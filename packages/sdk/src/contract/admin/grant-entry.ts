import type { Acted, PortalWish } from './portal-wish.js';

/** Who stands behind a grant: an invoice or licence, a partner, or a Marketplace reviewer. */
export const GRANT_SOURCES = ['invoice', 'partner', 'reviewer'] as const;

/** One of {@link GRANT_SOURCES}. */
export type GrantSource = (typeof GRANT_SOURCES)[number];

/** A wish to give access without a subscription. */
export interface GrantWish extends PortalWish, Acted {
  /** A plan of `hs-x.toml`. */
  readonly plan: string;
  /** Default `invoice`. */
  readonly source?: GrantSource;
  /** When it ends by itself; null or absent: never. A reviewer's grant must end. */
  readonly until?: number | null;
  /** Default: made up. The same id again replaces the grant. */
  readonly grantId?: string;
}

/** One line of the ledger of grants. */
export interface GrantEntry {
  readonly grantId: string;
  readonly source: GrantSource;
  readonly plan: string;
  readonly givenAt: number;
  readonly until: number | null;
  readonly reason: string;
  readonly actor: string;
  readonly state: 'live' | 'ended' | 'revoked';
}
