/** A string that only the named constructor produces, so that two kinds of id cannot be swapped unnoticed. */
type Branded<Name extends string> = string & { readonly __brand?: Name };

/** A HubSpot account's Hub ID, as decimal text ("portal" and "HubSpot account" mean the same thing). */
export type PortalId = Branded<'PortalId'>;
/** A provider's customer id, such as `cus_…`. */
export type CustomerId = Branded<'CustomerId'>;
/** A provider's subscription id, such as `sub_…`. */
export type SubscriptionId = Branded<'SubscriptionId'>;
/** A provider's price id, such as `price_…`; any string is accepted. */
export type PriceId = Branded<'PriceId'>;

/** Whether money is real. One deployment has one mode; rows of the two modes never meet. */
export type Mode = 'test' | 'live';

/** What identifies one portal's billing account: the primary key of every billing table. */
export interface AccountKey {
  /** The app's own name, so that one database can hold several apps. */
  readonly app: string;
  readonly mode: Mode;
  readonly portalId: PortalId;
}

const PORTAL_ID = /^[1-9][0-9]{0,18}$/;

/** Reads a portal id from text or number; null when it is not a positive whole number of at most 19 digits. */
export function parsePortalId(value: unknown): PortalId | null {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && PORTAL_ID.test(text) ? text : null;
}
